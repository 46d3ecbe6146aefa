import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBase64, encodeBase64Url } from '../../shared/encoding/base64url.ts';

test('both alphabets agree with the runtime', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});
