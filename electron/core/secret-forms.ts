import { encodeBase64 } from '../../shared/encoding/base64url.ts';

/** What to look for of one secret: UTF-8 bytes as characters, blanks taken out. */
export interface SecretForms {
  readonly needles: readonly string[];
}

/**
 * A text as someone else may have written it, undone: `characters` is what it stands for, byte by byte, and character `i` of
 * it stood in the original from `starts[i]` up to `ends[i]`.
 */
interface Reading {
  readonly characters: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Less would be found everywhere. */
const shortestNeedle = 8;

type Step = (reading: Reading) => Reading;

/** The secret itself and the three ways it can lie in base64, with either alphabet. */
export function secretForms(secret: string): SecretForms {
  const bytes = new TextEncoder().encode(secret);
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = new Uint8Array(offset + bytes.length);
    shifted.set(bytes, offset);
    // Only the digits that depend on nothing but the secret.
    return encodeBase64(shifted).slice(Math.ceil((offset * 4) / 3), Math.floor((shifted.length * 4) / 3));
  });
  const whole = plain(secret).characters;
  const tight = withoutBlanks(plain(secret)).characters;
  const needles = [
    whole,
    ...(tight.length >= shortestNeedle ? [tight] : []),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return { needles: [...new Set(needles)].filter((needle) => needle.length >= shortestNeedle) };
}

/** Where in the text any of the secrets is: as it is, broken over lines, URL- or JSON-escaped (also twice), in base64. */
export function findSecrets(text: string, secrets: readonly SecretForms[]): (readonly [number, number])[] {
  if (secrets.length === 0) {
    return [];
  }
  const needles = new Set(secrets.flatMap((secret) => secret.needles));
  const found: (readonly [number, number])[] = [];
  for (const steps of readings) {
    const { characters, starts, ends } = steps.reduce((reading, step) => step(reading), plain(text));
    for (const needle of needles) {
      for (let at = characters.indexOf(needle); at !== -1; at = characters.indexOf(needle, at + 1)) {
        found.push([starts[at] ?? 0, ends[at + needle.length - 1] ?? text.length]);
      }
    }
  }
  return found;
}

const readings: readonly (readonly Step[])[] = [
  [],
  [withoutBlanks],
  [percentDecoded, withoutBlanks],
  [percentDecoded, percentDecoded, withoutBlanks],
  [plusDecoded, percentDecoded],
  [jsonUnescaped],
  [jsonUnescaped, withoutBlanks],
  [jsonUnescaped, jsonUnescaped, withoutBlanks],
  [jsonUnescaped, percentDecoded, withoutBlanks],
];

function plain(text: string): Reading {
  const parts: Part[] = [];
  let at = 0;
  for (const character of text) {
    parts.push([utf8(character), at, at + character.length]);
    at += character.length;
  }
  return assemble(parts);
}

function withoutBlanks(reading: Reading): Reading {
  return rewrite(reading, /\s+/g, () => '');
}

function percentDecoded(reading: Reading): Reading {
  return rewrite(reading, /%[0-9a-f]{2}/gi, (match) => String.fromCharCode(parseInt(match.slice(1), 16)));
}

function plusDecoded(reading: Reading): Reading {
  return rewrite(reading, /\+/g, () => ' ');
}

const simpleEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function jsonUnescaped(reading: Reading): Reading {
  // Surrogate pairs are one character.
  return rewrite(reading, /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\[\s\S]/gi, (match) => {
    if (match.length < 6) {
      const escaped = match.slice(1);
      return simpleEscapes[escaped] ?? escaped;
    }
    const units = [match.slice(2, 6), match.slice(8)].filter((digits) => digits !== '');
    return utf8(String.fromCharCode(...units.map((digits) => parseInt(digits, 16))));
  });
}

type Part = readonly [characters: string, start: number, end: number];

function rewrite(reading: Reading, pattern: RegExp, replace: (match: string) => string): Reading {
  const { characters, starts, ends } = reading;
  const parts: Part[] = [];
  let at = 0;
  const keep = (until: number) => {
    for (; at < until; at += 1) {
      parts.push([characters.charAt(at), starts[at] ?? 0, ends[at] ?? 0]);
    }
  };
  for (const match of characters.matchAll(pattern)) {
    keep(match.index);
    const end = match.index + match[0].length;
    parts.push([replace(match[0]), starts[match.index] ?? 0, ends[end - 1] ?? 0]);
    at = end;
  }
  keep(characters.length);
  return assemble(parts);
}

/** Every character of a part stood where the whole part stood. */
function assemble(parts: readonly Part[]): Reading {
  const starts: number[] = [];
  const ends: number[] = [];
  let characters = '';
  for (const [text, start, end] of parts) {
    characters += text;
    for (let index = 0; index < text.length; index += 1) {
      starts.push(start);
      ends.push(end);
    }
  }
  return { characters, starts, ends };
}

/** One character per byte. */
function utf8(text: string): string {
  return text.charCodeAt(0) < 0x80 && text.length === 1
    ? text
    : Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
