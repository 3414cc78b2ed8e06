// Sends a file in pieces, and goes on where it was: after a cut, after a reload, after the phone was asleep. Without a script the form sends it whole.

const box = document.getElementById('upload');
const form = document.getElementById('prove');
const pieceSize = 256 * 1024;
const pauses = [1, 2, 4, 8, 15].map((seconds) => seconds * 1000);

/** The one file under way for each application, kept by the browser with its content until it has arrived. */
const shelf = {
  async open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open('essledger-evidence', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('files');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  },
  async use(mode, ask) {
    const db = await this.open();
    try {
      return await new Promise((resolve, reject) => {
        const asked = ask(db.transaction('files', mode).objectStore('files'));
        asked.transaction.oncomplete = () => resolve(asked.result);
        asked.transaction.onabort = asked.transaction.onerror = () => reject(asked.transaction.error);
      });
    } finally {
      db.close();
    }
  },
  get: (place) => shelf.use('readonly', (files) => files.get(place)),
  put: (place, entry) => shelf.use('readwrite', (files) => files.put(entry, place)),
  delete: (place) => shelf.use('readwrite', (files) => files.delete(place)),
};

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function bring(box, form) {
  const words = box.dataset;
  const refusals = JSON.parse(words.refusals);
  const place = words.file;
  const state = box.querySelector('[role=status]');
  const bar = box.querySelector('progress');
  const giveUp = box.querySelector('button');
  const folds = form.closest('details');
  let entry = null;
  let sending = false;
  let tries = 0;
  let timer;

  const addressOf = ({ id }) => `${location.pathname}/pieces/${id}`;

  const ask = (method, headers, body) =>
    fetch(addressOf(entry), {
      method,
      body,
      headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    });

  function tell(text, tone = 'done') {
    box.hidden = false;
    state.className = tone;
    state.textContent = text;
  }

  function show(arrived) {
    const percent = Math.floor((100 * arrived) / entry.file.size);
    bar.value = percent;
    tell(words.sending.replace('{percent}', percent).replace('{name}', entry.file.name));
  }

  /** What the page says now: the token of the session, and an id for another file. */
  async function freshForm() {
    const answer = await fetch(location.pathname, { redirect: 'manual' });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('prove')?.elements : null;
  }

  async function freshToken() {
    const fresh = await freshForm();
    if (fresh) form.elements.__RequestVerificationToken.value = fresh.__RequestVerificationToken.value;
    return Boolean(fresh);
  }

  const codeOf = async (answer) => {
    try {
      return (await answer.json()).code;
    } catch {
      return null;
    }
  };

  /** Nothing more is to come of this file; the form takes another. */
  async function end(text, tone) {
    entry = null;
    clearTimeout(timer);
    await shelf.delete(place).catch(() => {});
    form.hidden = false;
    if (folds) folds.open = true;
    bar.hidden = giveUp.hidden = true;
    if (text) tell(text, tone);
    else box.hidden = true;
    const fresh = await freshForm().catch(() => null);
    if (fresh) form.elements.id.value = fresh.id.value;
  }

  /** What an answer means: the number of bytes that have arrived, or nothing when somebody has to act first. */
  async function arrived(answer) {
    const offset = answer.headers.get('Upload-Offset');
    if (answer.ok && offset !== null) {
      entry.renewed = false;
      return Number(offset);
    }
    const code = await codeOf(answer);
    if (code === 'evidence_offset_mismatch') return arrived(await ask('HEAD'));
    if (answer.type === 'opaqueredirect' || ([400, 401, 403].includes(answer.status) && [null, 'forbidden', 'token_required'].includes(code ?? null))) {
      // Another session than that of the page; or none.
      if (!entry.renewed && (await freshToken())) {
        entry.renewed = true;
        throw new Error('again');
      }
      tell(words.signedOut, 'error');
      return null;
    }
    if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`);
    await end(refusals[code] ?? words.failed, 'error');
    return null;
  }

  async function send() {
    if (!entry || sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      const { file } = entry;
      const told = await ask(
        'PUT',
        { 'Content-Type': 'application/json' },
        JSON.stringify({
          name: file.name,
          mediaType: file.type || 'application/octet-stream',
          size: file.size,
          sha256: entry.sha256,
          criterion: entry.criterion,
          expires: entry.expires,
          visibility: entry.visibility,
        }),
      );
      let at = await arrived(told);
      while (at !== null && at < file.size) {
        show(at);
        const before = at;
        at = await arrived(await ask('PATCH', { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': `${at}` }, file.slice(at, at + pieceSize)));
        if (at > before) tries = 0;
      }
      if (at === null) return;
      show(at);
      await shelf.delete(place).catch(() => {});
      location.assign(`${location.pathname}?fait=prove`);
    } catch {
      // No answer: how much has arrived is asked when there is a network again.
      if (!entry) return;
      tell(navigator.onLine ? words.waiting : words.offline);
      timer = setTimeout(send, pauses[Math.min(tries++, pauses.length - 1)]);
    } finally {
      sending = false;
    }
  }

  function begin(next) {
    entry = next;
    tries = 0;
    form.hidden = true;
    bar.hidden = giveUp.hidden = false;
    show(0);
    send();
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fields = form.elements;
    const file = fields.file.files[0];
    if (!file || entry) return;
    const next = {
      id: fields.id.value,
      file,
      criterion: Number(fields.criterion.value),
      expires: fields.expires.value || null,
      visibility: fields.visibility.value.toLowerCase(),
    };
    // Only where the connection is a safe one; the server looks at the file in any case.
    if (crypto.subtle) next.sha256 = base64url(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    await shelf.put(place, next).catch(() => {
      // Then it goes on as long as the page stays open.
    });
    begin(next);
    box.scrollIntoView({ block: 'center' });
  });
  giveUp.addEventListener('click', () => end(''));
  window.addEventListener('online', send);
  window.addEventListener('focus', send);
  shelf.get(place).then(
    (kept) => kept && begin(kept),
    () => {},
  );
}

if (box && form) bring(box, form);
