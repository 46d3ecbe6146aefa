/** Stands for a long text of which only has to be known whether it is still there. */
export interface TextMark {
  /** In characters. */
  readonly length: number;
  /** 64 bit, 16 hexadecimal digits. Tells accidental changes apart; it is no protection against intended ones. */
  readonly checksum: string;
}

/** Texts up to this many characters are kept as they are. */
const LONGEST_KEPT = 1024;

/** The text itself where it is short, else its mark. */
export function marked(text: string): string | TextMark {
  return text.length <= LONGEST_KEPT ? text : { length: text.length, checksum: checksumOf(text) };
}

/** The text of a mark where it stands in `text` at this place; null where something else does. */
export function findMarked(text: string, at: number, mark: string | TextMark): string | null {
  if (typeof mark === 'string') return text.startsWith(mark, at) ? mark : null;
  const found = text.slice(at, at + mark.length);
  return found.length === mark.length && checksumOf(found) === mark.checksum ? found : null;
}

/** FNV-1a twice, from two starts and with two primes. */
function checksumOf(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
    other ^= other >>> 13;
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
