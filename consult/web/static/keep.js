/* Keeps what is typed into a form on this phone, gives it back, and has the two pages kept that a dead network needs.
   It all lies in a cache named after the consultation, which the service worker deletes once the answers have arrived.
   Nothing is kept, and no worker registered, before something is typed. */
(async (form, worker) => {
  if (!worker) return;
  if (!form) return setInterval(() => worker.controller?.postMessage(0), 5e3);  // the page that says the answers wait
  const here = form.dataset.keep, slug = here.split("/")[2], whole = here.endsWith("-all");
  const base = location.pathname.slice(0, 3) + "/c/" + slug;
  const fields = {};  // what a person fills in, a choice by its name and value
  for (const e of form.elements)
    if (e.name && !/hidden|submit/.test(e.type)) fields[e.name + (/radio|checkbox/.test(e.type) ? "=" + e.value : "")] = e;
  form.oninput = async () => {
    worker.register("/sw.js");
    await worker.ready;  // without a worker to delete it again, nothing is kept
    (await caches.open(slug)).put(here + "?typed", new Response(JSON.stringify(
      Object.entries(fields).map(([key, e]) => [key, /=/.test(key) ? e.checked : e.value]))));
  };
  if (whole && !location.pathname.endsWith(here)) document.getElementById("away").hidden = false;
  if (!await caches.has(slug)) return;
  const kept = await caches.open(slug);
  for (const { url } of (await kept.keys()).sort((a, b) => a.url < b.url ? -1 : 1))
    if (whole ? url.includes("?") : url.endsWith(here + "?typed"))
      for (const [key, value] of await (await kept.match(url)).json())
        if (fields[key]) fields[key][/=/.test(key) ? "checked" : "value"] = value;
  if ("begun" in form.dataset && !await kept.match(base + "/kept")) {
    await kept.add(base + "/answer-all");
    kept.add(base + "/kept");
  }
})(document.querySelector("[data-keep]"), navigator.serviceWorker);
