// A visit sheet that survives a shop without a network: what is typed stays on the device, and is sent, once, when it can be.

const sheet = document.getElementById('sheet');
const cacheName = 'essledger-visits';

if (sheet) fillIn(sheet, sheet.querySelector('form'), document.getElementById('sheet-state'));

function fillIn(sheet, form, state) {
  const place = `essledger-visit-${sheet.dataset.file}`;
  const words = sheet.dataset;
  const refusals = JSON.parse(words.refusals);
  const fields = form.elements;
  let sending = false;

  const kept = () => JSON.parse(localStorage.getItem(place) ?? 'null');
  const keep = (entry) => localStorage.setItem(place, JSON.stringify(entry));
  const typed = () => ({ effective: fields.effective.value, reason: fields.reason.value, deontology: fields.deontology.checked });

  function tell(text, tone = 'done') {
    state.hidden = false;
    state.className = tone;
    state.textContent = text;
  }

  // While an answer is awaited nobody knows whether the sheet is in the register: it can only be sent again as it was.
  function lock(locked) {
    fields.effective.readOnly = fields.reason.readOnly = locked;
    fields.deontology.disabled = locked;
  }

  async function freshToken() {
    const answer = await fetch(location.pathname, { redirect: 'manual' });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const token = page.querySelector('input[name="__RequestVerificationToken"]')?.value;
    if (token) fields.__RequestVerificationToken.value = token;
    return Boolean(token);
  }

  const post = ({ key, effective, reason, deontology }) =>
    fetch(location.pathname, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        RequestVerificationToken: fields.__RequestVerificationToken.value,
      },
      body: JSON.stringify({ deontology, reason, effective }),
    });

  const codeOf = async (answer) => {
    try {
      return (await answer.json()).code;
    } catch {
      return null;
    }
  };

  async function send() {
    const entry = kept();
    if (!entry?.waiting || sending) return;
    if (!navigator.onLine) return tell(words.waiting);
    sending = true;
    keep({ ...entry, attempted: true });
    lock(true);
    tell(words.sending);
    try {
      let answer = await post(entry);
      let code = answer.ok ? null : await codeOf(answer);
      // Another session than that of the page; or none.
      if (answer.status === 401 || code === 'forbidden') {
        if (await freshToken()) {
          answer = await post(entry);
          code = answer.ok ? null : await codeOf(answer);
        }
      }
      if (answer.ok) return await sent();
      if (answer.status === 401 || answer.type === 'opaqueredirect' || code === 'forbidden') return tell(words.signedOut, 'error');
      if (answer.status >= 500 || answer.status === 429) return tell(words.waiting);
      // An answer: it is not in the register, and may be changed.
      keep({ ...typed(), key: crypto.randomUUID() });
      lock(false);
      tell(refusals[code] ?? words.failed, 'error');
    } catch {
      tell(words.waiting);
    } finally {
      sending = false;
    }
  }

  async function sent() {
    localStorage.removeItem(place);
    form.hidden = true;
    tell(words.sent);
    // The shop's name need not stay on the device.
    if ('caches' in window) await (await caches.open(cacheName)).delete(location.pathname);
  }

  const entry = kept();
  if (entry) {
    fields.effective.value = entry.effective;
    fields.reason.value = entry.reason;
    fields.deontology.checked = entry.deontology;
    lock(Boolean(entry.attempted && entry.waiting));
    tell(entry.waiting ? words.waiting : words.kept);
  }

  form.addEventListener('input', () => {
    keep({ ...typed(), key: crypto.randomUUID() });
    tell(words.kept);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const before = kept();
    keep(before?.waiting ? before : { ...typed(), key: before?.key ?? crypto.randomUUID(), waiting: true });
    send();
  });
  window.addEventListener('online', send);
  window.addEventListener('focus', send);
  setInterval(send, 15_000);
  send();

  if ('serviceWorker' in navigator) {
    navigator.serviceWorker
      .register('/visit-worker.js', { scope: '/bureau/label/dossiers/' })
      .then(() => navigator.onLine && caches.open(cacheName).then((cache) => cache.add(location.pathname)))
      .catch(() => {
        // Without it the sheet works as long as the page stays open.
      });
  }
}
