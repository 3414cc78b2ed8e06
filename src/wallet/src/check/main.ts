// The page that checks badges, for anyone: with this script it opens the camera and finds the code in a photo. The pictures stay in the browser; what
// a code says is judged by the server. Every sentence stands in the page already.

import { readCode } from '../protocol/code';
import { furnishCamera, say } from './page';

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

/** Opens the page of a badge of this label; false if the code is another. */
function openBadge(text: string): boolean {
  const code = readCode(text, location.origin);
  if (code.kind !== 'badge') return false;
  location.assign(`/B/${code.base32}`);
  return true;
}

const input = find<HTMLInputElement>('file');
const form = input.form!;
const fileSays = find('file-says');
const baked = new TextEncoder().encode('openbadgecredential');

/** A picture that carries its credential is for the server to read. */
function isBaked(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(baked[0]!); at >= 0; at = bytes.indexOf(baked[0]!, at + 1)) {
    if (baked.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

async function readPhoto(file: File) {
  if (isBaked(new Uint8Array(await file.arrayBuffer()))) return form.submit();
  say(fileSays, 'reading');
  const { readPicture } = await import('../ui/camera');
  const text = await readPicture(file).catch((error: unknown) => {
    console.warn(error);
    return undefined;
  });
  if (text === undefined) say(fileSays, 'closed');
  else if (text === null) say(fileSays, 'codeless');
  else if (!openBadge(text)) say(fileSays, 'foreign');
}

form.addEventListener('submit', (event) => {
  const file = input.files?.[0];
  if (!file) return;
  const photo = file.type.startsWith('image/') && file.type !== 'image/svg+xml';
  const large = file.size > Number(input.dataset.most);
  if (!photo && !large) return;
  event.preventDefault();
  if (large) say(fileSays, 'large');
  else void readPhoto(file);
});
input.addEventListener('change', () => {
  input.removeAttribute('aria-invalid');
  say(fileSays);
});

furnishCamera(openBadge);
