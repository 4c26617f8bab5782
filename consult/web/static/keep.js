/* Keeps what is typed into a form on this phone, gives it back, and has the two pages kept that a dead network needs.
   It all lies in a cache named after the consultation, which the service worker deletes once the answers have arrived.
   Nothing is kept, and no worker registered, before something is typed. */
(async (form, worker) => {
  if (!worker) return;
  if (!form) return setInterval(() => worker.controller?.postMessage(0), 5e3);  // the page that says the answers wait
  const here = form.dataset.keep, slug = here.split("/")[2], whole = here.endsWith("-all");
  const base = location.pathname.slice(0, 3) + "/c/" + slug;
  const fields = {}, state = e => /radio|check/.test(e.type) ? "checked" : "value";
  for (const e of form.elements)  // what a person fills in; a choice by its name and value, anything else by its name
    if (!/hidden|submit/.test(e.type)) fields[e.name + (state(e) < "v" && e.value)] = e;
  form.oninput = async () => {
    worker.register("/sw.js");
    await worker.ready;  // without a worker to delete it again, nothing is kept
    (await caches.open(slug)).put(here + "?typed", new Response(JSON.stringify(
      Object.entries(fields).map(([key, e]) => [key, e[state(e)]]))));
  };
  if (whole && !location.pathname.endsWith(here)) away.hidden = false;  // the element of that id
  if (!await caches.has(slug)) return;
  const kept = await caches.open(slug);
  for (const { url } of await kept.keys())  // in the order in which they were kept: what was typed last counts
    if (whole ? url.includes("?") : url.endsWith(here + "?typed"))
      for (const [key, value] of await (await kept.match(url)).json())
        if (fields[key]) fields[key][state(fields[key])] = value;
  if ("begun" in form.dataset && !await kept.match(base + "/kept")) {
    await kept.add(base + "/answer-all");
    kept.add(base + "/kept");
  }
})(document.querySelector("[data-keep]"), navigator.serviceWorker);
