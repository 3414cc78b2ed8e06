// A small picture that is different for each payment and the same on both telephones: of what was asked for, and of the instant at which the ledger wrote it down.
// Nobody knows that instant before the payment is in the book, so neither yesterday's screenshot nor one that was drawn beforehand passes for it.

const paints = ['#0f4c35', '#b4532a', '#c8962e', '#28587b', '#6b3f69'];

/** Sixteen bytes that differ whatever part of the ids differs (FNV-1a, one byte kept a round). */
export function scramble(text: string): number[] {
  let hash = 0x811c9dc5;
  return Array.from({ length: 16 }, (_, round) => {
    for (const letter of text + round) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
    return (hash ^ (hash >>> 15)) & 0xff;
  });
}

/** What the picture of a payment is made from; both sides know it. */
export const pictureOf = (request: string, committedAt: string) => `${request} ${Date.parse(committedAt)}`;

export function Picture({ of, label }: { of: string; label: string }) {
  const bytes = scramble(of);
  return (
    <svg class="picture" viewBox="0 0 120 120" role="img" aria-label={label}>
      <rect width="120" height="120" rx="16" fill="#fffdf8" />
      {bytes.slice(0, 9).map((byte, i) => (
        <Shape key={i} byte={byte} x={24 + 36 * (i % 3)} y={24 + 36 * Math.floor(i / 3)} />
      ))}
    </svg>
  );
}

function Shape({ byte, x, y }: { byte: number; x: number; y: number }) {
  const fill = paints[byte % paints.length]!;
  const turn = `rotate(${((byte >> 3) % 4) * 90} ${x} ${y})`;
  switch ((byte >> 5) % 5) {
    case 0:
      return <circle cx={x} cy={y} r="15" fill={fill} />;
    case 1:
      return <path d={`M${x - 15} ${y + 15}h30v-30z`} fill={fill} transform={turn} />;
    case 2:
      return <path d={`M${x - 15} ${y - 15}h30a30 30 0 0 1-30 30z`} fill={fill} transform={turn} />;
    case 3:
      return <path d={`M${x} ${y - 15}l15 15-15 15-15-15z`} fill={fill} />;
    default:
      return <path d={`M${x - 15} ${y - 15}h10v30h-10zm20 0h10v30h-10z`} fill={fill} transform={turn} />;
  }
}
