// What pages with a camera share. They have no words of the script's: it shows what is hidden, and says what lies ready on elements.

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

/** Says one of the sentences that lie ready on an element; without a name, nothing. */
export function say(element: HTMLElement, name = '') {
  element.classList.toggle('error', ['denied', 'none', 'foreign', 'codeless', 'closed', 'large'].includes(name));
  element.textContent = element.dataset[name] ?? '';
}

/** Makes the page's camera ready. @param open Goes where a code leads; false if it is none for this page. */
export function furnishCamera(open: (text: string) => boolean) {
  const start = find<HTMLButtonElement>('camera-start');
  const video = find<HTMLVideoElement>('camera-view');
  const says = find('camera-says');

  async function look() {
    start.hidden = true;
    video.hidden = false;
    say(says, 'starting');
    video.addEventListener('playing', () => say(says, 'looking'), { once: true });
    try {
      const { lookForCode } = await import('../ui/camera');
      for (;;) {
        const text = await lookForCode(video, new AbortController().signal);
        if (text === null || open(text)) return;
        say(says, 'foreign');
        // Time to read the sentence, and to take the wrong code away.
        await new Promise((resolve) => setTimeout(resolve, 2500));
      }
    } catch (error) {
      console.warn(error);
      video.hidden = true;
      start.hidden = false;
      say(says, error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none');
    }
  }

  start.addEventListener('click', () => void look());
  // Somebody who comes back from the answer finds the page as it was: with a dark camera.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  for (const element of document.querySelectorAll<HTMLElement>('.without-script')) element.hidden = true;
  for (const element of document.querySelectorAll<HTMLElement>('.with-script')) element.hidden = false;
}
