// A passkey can do more than sign in: its PRF (WebAuthn Level 3 §10.1.4) turns bytes that we choose into bytes that only this passkey, after its owner's
// finger, face or PIN, turns them into. From these comes the key that opens the device key. Nothing of it is told to the ledger, or kept.

import { random, type Bytes } from '../protocol/bytes';

/** Which passkey opens a key. */
export interface Opener {
  credential: Bytes;
  /** What its PRF is asked. */
  salt: Bytes;
}

/** Why a passkey does not open: nobody touched it, or there is none here; or it has no PRF. */
export class NotOpened extends Error {
  override name = 'NotOpened';
  constructor(readonly why: 'refused' | 'unable') {
    super(why);
  }
}

/**
 * Asks for the passkey, once.
 * @param opener Which; null: any of this site that its owner picks, with a new salt.
 * @throws NotOpened
 */
export async function openBy(opener: Opener | null): Promise<{ opener: Opener; key: CryptoKey }> {
  const salt = opener?.salt ?? random(32);
  let picked: PublicKeyCredential | null;
  try {
    picked = (await navigator.credentials.get({
      publicKey: {
        // No server looks at the signature: what matters is the PRF.
        challenge: random(32),
        userVerification: 'required',
        allowCredentials: opener ? [{ type: 'public-key', id: opener.credential }] : [],
        extensions: { prf: { eval: { first: salt } } },
      },
    })) as PublicKeyCredential | null;
  } catch (error) {
    if (error instanceof DOMException) throw new NotOpened(error.name === 'NotAllowedError' ? 'refused' : 'unable');
    throw error;
  }
  const bytes = picked?.getClientExtensionResults().prf?.results?.first;
  if (!picked || !bytes) throw new NotOpened('unable');
  return { opener: { credential: new Uint8Array(picked.rawId), salt }, key: await keyFrom(bytes) };
}

/** AES-GCM by HKDF-SHA-256 (RFC 5869): the browser keeps it and never gives it out. */
export async function keyFrom(bytes: BufferSource): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('essledger device key');
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const hintSetting = 'essledger-passkey';

/** Whether somebody has used a passkey of this very device on the sign-in pages: then we ask for it without being asked. */
export const isPasskeyAtHand = () => {
  try {
    return typeof PublicKeyCredential === 'function' && localStorage.getItem(hintSetting) === 'here';
  } catch {
    return false;
  }
};

export const mayHavePasskey = () => typeof PublicKeyCredential === 'function';
