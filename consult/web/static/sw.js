/* Answers for a dead network, for consultations that were begun on this phone: the questions from what was kept, and a
   form that is sent from the outbox, until it has arrived. The submission key in it makes it count once, however often it
   is sent. A form that the server refuses leaves the outbox; what was typed stays, and the server's page says why. */
const read = url => /(\/..)\/c\/([^/]+)\/(answer|check|resume|shared)[^?#]*/.exec(url) || [];

const flush = async () => {
  const box = await caches.open("outbox");
  for (const { url } of await box.keys()) try {
    const [address, , slug] = read(url);
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(await (await box.match(url)).text()) });
    const arrived = answer.url.includes("/receipt/");
    if (!arrived && !/^4(?!29)/.test(answer.status)) continue;  // later, once more
    await box.delete(url);
    arrived && await caches.delete(slug);
    for (const client of await clients.matchAll())
      if (client.url.endsWith(address)) client.navigate(arrived ? answer.url : address);
  } catch { }
};

const answer = async request => {
  const [address, locale, slug, step] = read(request.url), posted = request.method == "POST";
  if (!await caches.has(slug)) return fetch(request);
  const box = await caches.open("outbox"), kept = await caches.open(slug);
  let entry, response;
  if (posted && step == "check") {
    const body = await request.clone().text();
    await box.put(entry = address + "?" + /submission_key=\w+/.exec(body), new Response(body));
  }
  try { response = await fetch(request); } catch { }
  if (response && (response.status < 500 || !entry)) {
    entry && await box.delete(entry);
    if (posted && response.type == "opaqueredirect")
      if (step == "answer") {
        const here = address.slice(3), typed = await kept.match(here + "?typed");
        typed && kept.put(here + "?turned", typed), kept.delete(here + "?typed");
      } else await caches.delete(slug);
    return response;
  }
  entry && registration.sync?.register("");
  const page = entry ? "/kept" : "/answer-all", keys = await kept.keys();
  const find = name => keys.find(key => key.url.endsWith(name));
  return await kept.match(find(locale + "/c/" + slug + page) || find(page)) || response;
};

onactivate = event => event.waitUntil(clients.claim());
onsync = onmessage = event => event.waitUntil(flush());
onfetch = event => {
  if (event.request.mode != "navigate") return;
  const done = answer(event.request);
  event.respondWith(done);
  event.waitUntil(done.then(flush));
};
