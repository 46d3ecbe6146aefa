import { expect, test } from 'vitest';
import { fitsRegistered, mayRegister } from '../../../electron/practice-cloud/oidc/redirect-uri.ts';
import { splitScopes } from '../../../electron/practice-cloud/oidc/scopes.ts';
// Under another name: a formatter would put white space into what it takes for HTML.
import { html as markup } from '../../../electron/practice-cloud/pages/html.ts';
import { words } from '../../../electron/practice-cloud/pages/words.ts';
import { RequestLog } from '../../../electron/practice-cloud/request-log.ts';
import { randomUserCode, sameSecret } from '../../../electron/practice-cloud/secrets.ts';
import { PracticeState } from '../../../electron/practice-cloud/state.ts';

test('values in markup are escaped once, markup and lists of it are not', () => {
  const item = markup`<li>${'<&"\'>'}</li>`;
  expect(markup`<ul title="${'"'}">${[item, item]}${null}${3}</ul>`.markup).toBe(
    '<ul title="&quot;"><li>&lt;&amp;&quot;&#39;&gt;</li><li>&lt;&amp;&quot;&#39;&gt;</li>3</ul>',
  );
});

test('a redirect URI is registered without a port and used with any', () => {
  expect(mayRegister('http://127.0.0.1/oauth/callback')).toBe(true);
  expect(mayRegister('http://127.0.0.1')).toBe(false);
  expect(mayRegister('http://127.0.0.1/a#b')).toBe(false);
  const registered = ['http://127.0.0.1/a', 'http://127.0.0.1/b'];
  expect(fitsRegistered('http://127.0.0.1:65535/b', registered)).toBe(true);
  expect(fitsRegistered('http://127.0.0.1/a', registered)).toBe(true);
  expect(fitsRegistered('http://127.0.0.1:65536/a', registered)).toBe(false);
  expect(fitsRegistered('http://127.0.0.1:1/c', registered)).toBe(false);
  expect(fitsRegistered('http://127.0.0.1:1/a', [])).toBe(false);
});

test('scopes are separated by spaces, commas or both', () => {
  expect(splitScopes(' a,b  c, d ')).toEqual(['a', 'b', 'c', 'd']);
  expect(splitScopes('')).toEqual([]);
});

test('secrets compare by value, whatever their length', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abd')).toBe(false);
  expect(sameSecret('abc', 'abcd')).toBe(false);
  expect(sameSecret('', '')).toBe(true);
});

test('user codes have two groups of four letters, even from the dullest randomness', () => {
  expect(randomUserCode((bytes) => new Uint8Array(bytes))).toBe('BBBB-BBBB');
  expect(randomUserCode((bytes) => new Uint8Array(bytes).fill(255))).toMatch(/^[A-Z]{4}-[A-Z]{4}$/u);
});

test('the sample user of the sign-in page may sign in', () => {
  expect(words.signIn.sampleUser).toMatch(/^[A-Za-z0-9_+=,.@-]{2,64}$/u);
});

test('the log does not grow for ever', () => {
  const log = new RequestLog();
  for (let at = 0; at < 60_000; at += 1) log.add({ operation: 'ListAccounts', at, status: 200 });
  expect(log.entries.length).toBeLessThanOrEqual(50_000);
  expect(log.entries.at(-1)?.at).toBe(59_999);
});

test('what has expired is forgotten, keys and codes a day later', () => {
  const state = new PracticeState();
  const day = 24 * 3600 * 1000;
  state.sessions.set('s', {
    id: 's',
    portalId: 'default',
    user: 'kim',
    allowedClients: [],
    expiresAt: 1000,
  });
  state.refreshTokens.set('r', { token: 'r', clientId: 'c', sessionId: 's' });
  state.accessTokens.set('a', { token: 'a', sessionId: 's', scopes: null, expiresAt: 9 * day });
  state.roleCredentials.set('k', {
    accessKeyId: 'k',
    secretAccessKey: '',
    sessionToken: '',
    accountId: '',
    roleName: '',
    user: '',
    region: null,
    expiresAt: 1000,
  });
  state.sweep(day);
  expect([state.sessions.size, state.refreshTokens.size, state.accessTokens.size]).toEqual([0, 0, 0]);
  expect(state.roleCredentials.size).toBe(1);
  state.sweep(2 * day);
  expect(state.roleCredentials.size).toBe(0);
});
