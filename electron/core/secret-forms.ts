import { encodeBase64 } from '../../shared/encoding/base64url.ts';

/** What to look for of one secret: UTF-8, a character per byte, blanks taken out. */
export interface SecretForms {
  readonly needles: readonly string[];
}

/** Less would be found everywhere. */
const shortestNeedle = 8;

/** The secret itself and the three ways it can lie in base64, with either alphabet. */
export function secretForms(secret: string): SecretForms {
  const bytes = new TextEncoder().encode(secret);
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = new Uint8Array(offset + bytes.length);
    shifted.set(bytes, offset);
    // Only the digits that depend on nothing but the secret.
    return encodeBase64(shifted).slice(Math.ceil((offset * 4) / 3), Math.floor((shifted.length * 4) / 3));
  });
  const needles = [
    utf8(secret.replace(/\s+/g, '')),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return { needles: [...new Set(needles)].filter((needle) => needle.length >= shortestNeedle) };
}

/**
 * Where in the text any of the secrets is: as it is, broken over lines, URL- or JSON-escaped (in each other and repeatedly
 * too), in base64. A place that can be read in several ways is tried in all of them.
 */
export function findSecrets(text: string, secrets: readonly SecretForms[]): (readonly [number, number])[] {
  if (secrets.length === 0) {
    return [];
  }
  const byFirstByte = new Map<string, Set<string>>();
  for (const needle of secrets.flatMap((secret) => secret.needles)) {
    const first = needle.charAt(0);
    byFirstByte.set(first, (byFirstByte.get(first) ?? new Set()).add(needle));
  }
  const unitsAt = readUnits(text);
  const found: (readonly [number, number])[] = [];
  for (let start = 0; start < text.length; start += 1) {
    // Several ways to read one place seldom begin with the same byte; trying a needle twice does no harm.
    for (const { bytes } of unitsAt(start)) {
      for (const needle of byFirstByte.get(bytes.charAt(0)) ?? []) {
        const end = matchAt(unitsAt, start, needle);
        if (end !== null) {
          found.push([start, end]);
        }
      }
    }
  }
  return found;
}

/** One way to read the text at a place: as these bytes, going on at `next`. */
interface Unit {
  readonly bytes: string;
  readonly next: number;
}

type UnitsAt = (position: number) => readonly Unit[];

/** Where the needle ends if it begins at `start`; the farthest end where there are several. */
function matchAt(unitsAt: UnitsAt, start: number, needle: string): number | null {
  // Per number of bytes matched: where in the text that may have led to.
  const reached = new Map<number, Set<number>>([[0, new Set([start])]]);
  for (let matched = 0; matched < needle.length; matched += 1) {
    const positions = reached.get(matched) ?? new Set<number>();
    reached.delete(matched);
    // A Set is walked in the order of adding, also over what is added on the way.
    for (const position of positions) {
      for (const { bytes, next } of unitsAt(position)) {
        if (matched > 0 && /^\s$/.test(bytes)) {
          positions.add(next);
        }
        if (needle.startsWith(bytes, matched)) {
          const after = reached.get(matched + bytes.length) ?? new Set<number>();
          reached.set(matched + bytes.length, after.add(next));
        }
      }
    }
    if (reached.size === 0) {
      return null;
    }
  }
  const ends = reached.get(needle.length);
  return ends === undefined ? null : Math.max(...ends);
}

/** Runs of escapes of escapes are read this many ways at most. */
const maximumUnits = 16;
const simpleEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function readUnits(text: string): UnitsAt {
  const known = new Map<number, readonly Unit[]>();

  function unitsAt(position: number): readonly Unit[] {
    const before = known.get(position);
    if (before !== undefined) {
      return before;
    }
    const units: Unit[] = [];
    const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
    if (position < text.length) {
      units.push({ bytes: utf8(character), next: position + character.length });
    }
    for (const { bytes, next } of units) {
      if (units.length >= maximumUnits) {
        break;
      }
      if (bytes === '+') {
        units.push({ bytes: ' ', next });
      } else if (bytes === '%') {
        units.push(...percentEscape(next));
      } else if (bytes === '\\') {
        units.push(...unicodeEscape(next), ...simpleEscape(next));
      }
    }
    known.set(position, units);
    return units;
  }

  function percentEscape(position: number): readonly Unit[] {
    const digits = text.slice(position, position + 2);
    return /^[0-9a-f]{2}$/i.test(digits)
      ? [{ bytes: String.fromCharCode(parseInt(digits, 16)), next: position + 2 }]
      : [];
  }

  function unicodeEscape(position: number): readonly Unit[] {
    const escape = /^(?:u(d[89ab][0-9a-f]{2})\\+u(d[c-f][0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(
      text.slice(position, position + 24),
    );
    if (escape === null) {
      return [];
    }
    const codes = escape.slice(1).filter((digits) => typeof digits === 'string');
    const character = String.fromCharCode(...codes.map((digits) => parseInt(digits, 16)));
    return [{ bytes: utf8(character), next: position + escape[0].length }];
  }

  function simpleEscape(position: number): readonly Unit[] {
    return unitsAt(position).map(({ bytes, next }) => ({ bytes: simpleEscapes[bytes] ?? bytes, next }));
  }

  // From the end, so that escapes of escapes find what they need without deep recursion.
  for (let position = text.length; position >= 0; position -= 1) {
    unitsAt(position);
  }
  return unitsAt;
}

/** One character per byte. */
function utf8(text: string): string {
  return text.length === 1 && text < '\x80'
    ? text
    : Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
