/* Keeps what is typed into a form on this phone, gives it back, and has the two pages kept that a dead network needs.
   It all lies in a cache named after the consultation, which the service worker deletes once the answers have arrived.
   Nothing is kept, and no worker registered, before something is typed. */
(async (form, worker) => {
  if (!worker) return;
  if (!form) return setInterval(() => worker.controller?.postMessage(0), 5e3);  // the page that says the answers wait
  const here = form.dataset.keep, slug = here.split("/")[2], whole = here.endsWith("-all");
  const base = location.pathname.slice(0, 3) + "/c/" + slug;
  form.oninput = async () => {
    worker.register("/sw.js");
    await worker.ready;  // without a worker to delete it again, nothing is kept
    (await caches.open(slug)).put(here + "?typed", new Response(JSON.stringify(
      [...form.elements].filter(e => e.id).map(e => [e.id, /radio|checkbox/.test(e.type) ? e.checked : e.value]))));
  };
  if (whole && !location.pathname.endsWith(here)) document.getElementById("away").hidden = false;
  if (!await caches.has(slug)) return;
  const kept = await caches.open(slug);
  for (const { url } of (await kept.keys()).sort((a, b) => a.url < b.url ? -1 : 1))
    if (whole ? url.includes("?") : url.endsWith(here + "?typed"))
      for (const [id, value] of await (await kept.match(url)).json()) {
        const element = document.getElementById(id);
        if (element) element[value === !!value ? "checked" : "value"] = value;
      }
  if ("begun" in form.dataset && !await kept.match(base + "/kept")) {
    await kept.add(base + "/answer-all");
    kept.add(base + "/kept");
  }
})(document.querySelector("[data-keep]"), navigator.serviceWorker);
