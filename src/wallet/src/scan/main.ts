// The bureau's page on which a new device is entered: the camera reads the code on the device's screen, and the page of that device opens.

import { furnishCamera } from '../check/page';
import { readCode } from '../protocol/code';

furnishCamera((text) => {
  const code = readCode(text, location.origin);
  if (code.kind !== 'device') return false;
  location.assign(`${location.pathname.replace(/\/$/, '')}/${code.base32}`);
  return true;
});
