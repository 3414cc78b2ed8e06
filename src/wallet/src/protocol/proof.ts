import type { Bytes } from './bytes';
import { encode, type Item } from './cbor';
import { sign1, type Signer } from './cose';

/**
 * Proof for registering `publicKey` on an account. The account's first key signs for itself;
 * a later one is vouched for by a key that is already active, so `signer` may hold another key.
 */
export function signProof(
  proof: { ledger: string; account: string; challenge: Bytes; publicKey: Bytes },
  signer: Signer,
): Promise<Bytes> {
  const fields = new Map<number, Item>([
    [1, proof.ledger],
    [2, proof.account],
    [3, proof.challenge],
    [4, proof.publicKey],
  ]);
  return sign1('vnd.essledger.proof', encode(fields), signer);
}
