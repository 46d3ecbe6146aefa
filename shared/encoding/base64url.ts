const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64 with the URL alphabet and without padding (RFC 4648 §5), as PKCE and `state` use it. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, base64url);
}

/** Base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encode(bytes, base64);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = bytes.subarray(index, index + 3);
    const word = ((group[0] ?? 0) << 16) | ((group[1] ?? 0) << 8) | (group[2] ?? 0);
    for (let digit = 0; digit <= group.length; digit += 1) {
      text += alphabet.charAt((word >> (18 - 6 * digit)) & 0x3f);
    }
  }
  return text;
}
