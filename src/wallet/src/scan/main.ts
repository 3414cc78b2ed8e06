// The bureau's camera: it reads the code on a new device's screen, and the page of that device opens; at a till it reads an order for notes.

import { furnishCamera } from '../check/page';
import { readCode } from '../protocol/code';

furnishCamera((text) => {
  const code = readCode(text, location.origin);
  const order = document.querySelector<HTMLTextAreaElement>('textarea[name=order]');
  // A bureau's till takes an order for notes from the same camera.
  if (order && code.kind === 'order') {
    order.value = text;
    order.focus();
    return true;
  }
  if (order || code.kind !== 'device') return false;
  location.assign(`${location.pathname.replace(/\/$/, '')}/${code.base32}`);
  return true;
});
