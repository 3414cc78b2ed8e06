/** The bytes are not what the protocol says they must be. Nothing read from them may be shown as true. */
export class Malformed extends Error {
  override name = 'Malformed';
}
