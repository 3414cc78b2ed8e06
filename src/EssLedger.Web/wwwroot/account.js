// Passkeys: the server says what to ask, the device answers, the form carries the answer back. And a list of codes can be printed.

const able = typeof PublicKeyCredential === 'function' && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';
let filling = null;

for (const form of document.querySelectorAll('form[data-passkey]')) if (form.querySelector('[data-with]')) furnish(form);

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

function furnish(form) {
  if (!able) return;
  form.querySelector('[data-without]').hidden = true;
  form.querySelector('[data-with]').hidden = false;
  form.addEventListener('submit', (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    ask(form).catch((error) => tell(form, error));
  });
  if (form.dataset.fills) offer(form).catch(() => undefined);
}

async function options(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams({ __RequestVerificationToken: form.elements.__RequestVerificationToken.value }) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** Asks the device because somebody pressed the button. A new passkey is made so that it can open the wallet's key as well (prf), where the device can do that. */
async function ask(form) {
  filling?.abort();
  filling = null;
  form.querySelector('[data-trouble]').hidden = true;
  const asked = await options(form);
  const credential =
    form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: { ...PublicKeyCredential.parseCreationOptionsFromJSON(asked), extensions: { prf: {} } } })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  send(form, credential);
}

/** Lets the browser offer passkeys among what it fills in; nothing is shown until somebody picks one. */
async function offer(form) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const controller = (filling = new AbortController());
  const asked = await options(form);
  if (controller.signal.aborted) return;
  send(form, await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked), mediation: 'conditional', signal: controller.signal }));
}

function send(form, credential) {
  // The wallet then asks this device's passkey to open its key, too; with another's it does so when it is told to.
  try {
    if (credential.authenticatorAttachment === 'platform') localStorage.setItem('essledger-passkey', 'here');
  } catch {
    // A browser that keeps nothing is asked nothing.
  }
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

function tell(form, error) {
  const words = form.dataset;
  const trouble = form.querySelector('[data-trouble]');
  trouble.hidden = false;
  trouble.textContent = error.name === 'InvalidStateError' ? words.known : error.name === 'NotAllowedError' || error.name === 'AbortError' ? words.refused : words.failed;
}
