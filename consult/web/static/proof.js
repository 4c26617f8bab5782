// Under attack: a worker finds n so that sha256(key:n) begins with 16 zero bits; until then the form waits.
if (this.document) {
  const form = document.querySelector("[name=proof]").form, proof = form.proof, worker = new Worker(document.currentScript.src);
  let sent;
  const go = found => {
    proof.value = found;
    sent && form.requestSubmit(sent.submitter);
  };
  form.addEventListener("submit", event => {
    if (proof.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sent || setTimeout(go, 15e3, 0);
    sent = event;
  }, true);
  worker.onmessage = event => go(event.data);
  worker.onerror = () => go(0);
  worker.postMessage(form.submission_key.value);
} else onmessage = event => {
  const s = [], k = [], w = new Int32Array(64), r = (x, n) => x >>> n | x << 32 - n;
  for (let n = 2, i = 0; i < 64; n++) {
    let d = 2;
    while (n % d) d++;
    if (d == n) s[i] = n ** .5 * 2 ** 32 | 0, k[i++] = Math.cbrt(n) * 2 ** 32 | 0;
  }
  for (let n = 0, i, x, y; ; n++) {
    const text = event.data + ":" + n + "\x80";
    let [a, b, c, d, e, f, g, h] = s;
    w.fill(0);
    for (i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << 24 - i % 4 * 8;
    w[15] = i * 8 - 8;
    for (i = 0; i < 64; i++) {
      if (i > 15) x = w[i - 15], y = w[i - 2], w[i] = w[i - 16] + w[i - 7] + (r(x, 7) ^ r(x, 18) ^ x >>> 3) + (r(y, 17) ^ r(y, 19) ^ y >>> 10);
      x = h + (r(e, 6) ^ r(e, 11) ^ r(e, 25)) + (e & f ^ ~e & g) + k[i] + w[i] | 0;
      y = (r(a, 2) ^ r(a, 13) ^ r(a, 22)) + (a & b ^ a & c ^ b & c);
      h = g, g = f, f = e, e = d + x | 0, d = c, c = b, b = a, a = x + y | 0;
    }
    if (!(a + s[0] >>> 16)) return postMessage(n);
  }
};
