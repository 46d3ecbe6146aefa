import { describe, expect, test } from 'vitest';

import { createHash } from '../../../electron/adapters/hash.ts';
import {
  readKeptRoleCredentials,
  readTokenFile,
  registrationFileName,
  registrationKeyText,
  roleCredentialFileName,
  tokenFileName,
  writeTokenFile,
} from '../../../shared/config-files/sso-cache.ts';
import type { RoleCredentialKey } from '../../../shared/config-files/sso-cache.ts';
import { instant } from '../../../shared/model/instant.ts';
import { readVectors } from './vectors.ts';

interface Reading {
  readonly ok: boolean;
  readonly instant?: string;
}

const hash = createHash();

const vectors = readVectors('sso-cache.json') as {
  tokenFiles: readonly { from: string; value: string; file: string }[];
  registrationFiles: readonly {
    region: string;
    scopes: readonly string[] | null;
    sessionName: string | null;
    startUrl: string;
    hashedText: string;
    file: string;
  }[];
  roleCredentialFiles: readonly {
    sessionName: string | null;
    startUrl: string | null;
    accountId: string;
    roleName: string;
    file: string;
  }[];
  examples: {
    sessionToken: Record<string, string>;
    legacyToken: Record<string, string>;
    roleCredentials: object;
  };
  timestamps: readonly { expiresAt: unknown; botocore: Reading; js: Reading }[];
};

describe('file names', () => {
  test.each(vectors.tokenFiles)('token of $from $value', ({ value, file }) => {
    expect(tokenFileName(hash, value)).toBe(file);
  });

  test.each(vectors.registrationFiles)('registration $hashedText', ({ hashedText, file, ...key }) => {
    expect(registrationKeyText({ ...key, tool: 'botocore' })).toBe(hashedText);
    expect(registrationFileName(hash, { ...key, tool: 'botocore' })).toBe(file);
    expect(registrationFileName(hash, { ...key, tool: 'latchkey' })).not.toBe(file);
  });

  test.each(vectors.roleCredentialFiles)(
    'role credentials $file',
    ({ sessionName, startUrl, file, ...role }) => {
      const key: RoleCredentialKey =
        sessionName === null ? { ...role, startUrl: startUrl ?? '' } : { ...role, sessionName };
      expect(roleCredentialFileName(hash, key)).toBe(file);
    },
  );
});

const example = JSON.stringify(vectors.examples.sessionToken);
const token = readTokenFile(example);
if (token === null) throw new Error('the example token is unread');

describe('a token file', () => {
  test('is written as the vendor writes it', () => {
    expect(token.expiresAt).toBe(Date.UTC(2099, 0, 2, 3, 4, 5));
    expect(writeTokenFile(token)).toBe(example);
  });

  test('has no refreshToken key if the server gave none', () => {
    const legacy = JSON.stringify(vectors.examples.legacyToken);
    const read = readTokenFile(legacy);
    expect(read?.refreshToken).toBeNull();
    expect(read === null ? '' : writeTokenFile(read, example)).toBe(legacy);
  });

  test('keeps keys that others have put there, and none of the old values', () => {
    const existing = '{"accessToken":"old","expiresAt":"x","vendor":{"a":[1]},"refreshToken":"old"}';
    const written = JSON.parse(writeTokenFile(token, existing)) as object;
    expect(written).toEqual({ ...vectors.examples.sessionToken, vendor: { a: [1] } });
  });

  test('is written over an unreadable one', () => expect(writeTokenFile(token, '{"accessTok')).toBe(example));

  test('is ASCII, one line, and never tells more than whole seconds', () => {
    const text = writeTokenFile({ ...token, startUrl: 'https://é.example/🚀\n', expiresAt: instant(1_999) });
    expect(text).toMatch(/^[ -~]+$/);
    expect(readTokenFile(text)).toMatchObject({ startUrl: 'https://é.example/🚀\n', expiresAt: 1_000 });
  });

  test.each([
    ['pretty-printed', JSON.stringify(JSON.parse(example), null, 2)],
    ['followed by the rest of a longer file', `${example}"}\n{`],
    ['after a byte order mark', `\uFEFF${example}`],
  ])('is read %s', (_, text) => expect(readTokenFile(text)).toEqual(token));

  test.each([
    ['empty', ''],
    ['cut off', example.slice(0, -1)],
    ['no object', '[1]'],
    ['no JSON', '{accessToken}'],
    ['without access token', '{"expiresAt":"2099-01-02T03:04:05Z"}'],
    ['with an access token that is no text', '{"accessToken":1,"expiresAt":"2099-01-02T03:04:05Z"}'],
    ['without expiry', '{"accessToken":"a"}'],
  ])('is signed out if it is %s', (_, text) => expect(readTokenFile(text)).toBeNull());

  test.each(vectors.timestamps)('whose expiry is $expiresAt', ({ expiresAt, botocore, js }) => {
    const read = readTokenFile(JSON.stringify({ accessToken: 'a', expiresAt }));
    const found = read === null ? null : new Date(read.expiresAt).toISOString();
    const expected = [botocore, js].flatMap(({ ok, instant: at }) => {
      return ok && at !== undefined ? [new Date(at).toISOString()] : [];
    });
    if (botocore.ok) expect(found).toBe(expected[0]);
    // Where only the JavaScript reader finds a time, the CLI is signed out, and so are we.
    else expect(found).toBeNull();
  });
});

test('only credentials that came from a sign-in are taken for such', () => {
  expect(readKeptRoleCredentials(JSON.stringify(vectors.examples.roleCredentials))).not.toBeNull();
  expect(readKeptRoleCredentials('{"ProviderType":"sso"}')).toEqual({ accountId: null, expiresAt: null });
  expect(readKeptRoleCredentials('{"ProviderType":"assume-role"}')).toBeNull();
  expect(readKeptRoleCredentials('')).toBeNull();
});
