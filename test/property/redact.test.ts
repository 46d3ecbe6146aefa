import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../electron/core/redact.ts';

const homeDirectory = '/home/ada';

/** Secrets of any characters, none of them so plain that it could be part of the surrounding text by chance. */
const secret = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom(...Array.from('ABCDEFGHIJabcdefghij0123456789+/=_-.~%&?"\\ {}é漢')),
      minLength: 12,
      maxLength: 80,
    }),
    fc.string({
      unit: fc.constantFrom(...Array.from('ABCDEFabcdef0123456789+/=')),
      minLength: 40,
      maxLength: 400,
    }),
  )
  .filter((text) => text.replace(/\s/g, '').length >= 12);

const surroundings = fc.oneof(
  fc.string(),
  fc.constantFrom('{"token":"', '\\', 'Bearer ', '%', '%4', '\\u00', 'https://a.example/?x=', '\n', ''),
);

type Encoding = (secret: string) => string;

const encodings: Readonly<Record<string, Encoding>> = {
  'as it is': (text) => text,
  'URL-escaped': encodeURIComponent,
  'URL-escaped with lower-case digits': (text) =>
    encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  'URL-escaped twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'as a form': (text) => new URLSearchParams({ x: text }).toString().slice(2),
  'JSON-escaped': (text) => JSON.stringify(text).slice(1, -1),
  'JSON-escaped twice': (text) => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
  'JSON-escaped to ASCII': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON-escaped in a URL': (text) => encodeURIComponent(JSON.stringify(text).slice(1, -1)),
  'split over lines': (text) => text.replace(/(.{7})/gu, '$1\n    '),
};

describe('a registered secret never survives (R-31)', () => {
  test.each(Object.entries(encodings))('%s', (_, encode) => {
    fc.assert(
      fc.property(secret, surroundings, surroundings, (value, before, after) => {
        const redactor = createRedactor({ homeDirectory });
        redactor.register(value);
        const encoded = encode(value);
        const redacted = redactor.redact(`${before}${encoded}${after}`);
        expect(redacted).not.toContain(encoded);
        expect(redacted).not.toContain(value);
      }),
      { numRuns: 500 },
    );
  });

  test.each([['base64'], ['base64url']] as const)('inside %s of something larger', (alphabet) => {
    fc.assert(
      fc.property(
        secret,
        fc.string({ maxLength: 9 }),
        fc.string({ maxLength: 9 }),
        (value, before, after) => {
          const redactor = createRedactor({ homeDirectory });
          redactor.register(value);
          const encoded = Buffer.from(`${before}${value}${after}`).toString(alphabet);
          const redacted = redactor.redact(`x ${encoded} y`);
          // Whatever is left does not hold as much as a third of it in one piece.
          for (let at = 0; at + 12 <= encoded.length; at += 1) {
            const piece = encoded.slice(at, at + 12);
            const start = Math.ceil((Buffer.byteLength(before) * 4) / 3);
            const end = Math.floor(((Buffer.byteLength(before) + Buffer.byteLength(value)) * 4) / 3);
            if (at >= start && at + 12 <= end) {
              expect(redacted).not.toContain(piece);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('several at once, overlapping ones included', () => {
    fc.assert(
      fc.property(secret, fc.nat(8), surroundings, (value, cut, between) => {
        const redactor = createRedactor({ homeDirectory });
        const part = value.slice(0, value.length - cut);
        redactor.register(value);
        redactor.register(part);
        const redacted = redactor.redact(`${value}${between}${part}`);
        expect(redacted).not.toContain(value);
        if (part.replace(/\s/g, '').length >= 8) {
          expect(redacted).not.toContain(part);
        }
      }),
    );
  });
});

test('no text makes the redactor fail', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'binary' }),
      (text, value) => {
        const redactor = createRedactor({ homeDirectory });
        redactor.register(value);
        expect(typeof redactor.redact(text)).toBe('string');
      },
    ),
    { numRuns: 1000 },
  );
});
