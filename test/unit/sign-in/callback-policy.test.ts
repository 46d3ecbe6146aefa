import { describe, expect, test } from 'vitest';
import {
  decideCallback,
  headersLimit,
  targetLimit,
  type CallbackExpectation,
} from '../../../electron/core/sign-in/callback-policy.ts';

const state = 'Xq3_8sQn-0aVnZ6J7l1cYH2bR5dTfWgKpMuEoIiLrSs';
const pending: CallbackExpectation = {
  path: '/oauth/callback',
  port: 5000,
  state,
  issuer: null,
  settledBy: null,
};
const accepted = `/oauth/callback?code=abc&state=${state}`;
const settled: CallbackExpectation = { ...pending, settledBy: accepted };

function decide(target: string, headers: readonly string[] = [], expectation = pending, method = 'GET') {
  return decideCallback({ method, target, rawHeaders: ['Host', '127.0.0.1:5000', ...headers] }, expectation);
}

describe('a callback', () => {
  test('with code and state succeeds', () => {
    expect(decide(accepted)).toEqual({ type: 'settle-success', callback: { code: 'abc' } });
  });

  test('as a browser really sends it succeeds', () => {
    const chromium = [
      ...['Connection', 'keep-alive', 'Upgrade-Insecure-Requests', '1', 'User-Agent', 'Mozilla/5.0'],
      ...['Accept', 'text/html', 'Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'navigate'],
      ...['Sec-Fetch-User', '?1', 'Sec-Fetch-Dest', 'document', 'Accept-Encoding', 'gzip'],
    ];
    expect(decide(accepted, chromium).type).toBe('settle-success');
  });

  test('with an error and our state is a denial, its description cut down to plain text', () => {
    const description = encodeURIComponent(`<b>no</b>\r\nSet-Cookie: ü ${'x'.repeat(300)}`);
    expect(
      decide(`/oauth/callback?error=access_denied&state=${state}&error_description=${description}`),
    ).toEqual({
      type: 'settle-denied',
      reason: 'access_denied',
      description: `<b>no</b> Set-Cookie: ${'x'.repeat(178)}`,
    });
  });

  test('with an error nobody knows is a denial for another reason', () => {
    expect(decide(`/oauth/callback?error=%3Cscript%3E&state=${state}`)).toEqual({
      type: 'settle-denied',
      reason: 'other',
      description: null,
    });
  });

  test.each([
    ['with an error but without our state', '/oauth/callback?error=access_denied', 400, 'state'],
    ['with a wrong state', '/oauth/callback?code=abc&state=wrong', 400, 'state'],
    ['with two codes', `/oauth/callback?code=a&code=b&state=${state}`, 400, 'duplicate-parameter'],
    ['with code and error', `/oauth/callback?code=a&error=b&state=${state}`, 400, 'parameters'],
    ['with nothing but the state', `/oauth/callback?state=${state}`, 400, 'parameters'],
    ['without a query', '/oauth/callback', 400, 'state'],
    ['on another path', `/callback?code=abc&state=${state}`, 404, 'path'],
    ['in absolute form', `http://127.0.0.1:5000${accepted}`, 400, 'target-malformed'],
    ['with an authority in front', `//evil.example${accepted}`, 400, 'target-malformed'],
    ['to the done page before there is anything to be done with', '/done', 404, 'path'],
    ['longer than allowed', `${accepted}&x=${'y'.repeat(targetLimit)}`, 414, 'target-too-long'],
  ] as const)('%s leaves the sign-in pending', (_, target, status, reason) => {
    expect(decide(target)).toEqual({ type: 'refuse', status, reason });
  });

  test.each([
    ['Origin', ['Origin', 'https://evil.example'], 403, 'origin'],
    ['a fetch mode other than navigate', ['Sec-Fetch-Mode', 'no-cors'], 403, 'fetch-mode'],
    ['a second Host', ['Host', '127.0.0.1:5000'], 421, 'host'],
    ['too many headers', ['Cookie', 'c'.repeat(headersLimit)], 431, 'headers-too-large'],
  ] as const)('carrying %s leaves the sign-in pending', (_, headers, status, reason) => {
    expect(decide(accepted, headers)).toEqual({ type: 'refuse', status, reason });
  });

  test.each([
    ['localhost:5000'],
    ['127.0.0.1'],
    ['127.0.0.1:5001'],
    ['[::1]:5000'],
    ['rebound.example:5000'],
  ])('for the host %s leaves the sign-in pending', (host) => {
    expect(decideCallback({ method: 'GET', target: accepted, rawHeaders: ['Host', host] }, pending)).toEqual({
      type: 'refuse',
      status: 421,
      reason: 'host',
    });
  });

  test.each([['HEAD'], ['POST'], ['OPTIONS'], ['PUT']])('by %s leaves the sign-in pending', (method) => {
    expect(decide(accepted, [], pending, method)).toEqual({ type: 'refuse', status: 405, reason: 'method' });
  });

  test.each([[['Content-Length', '5']], [['Transfer-Encoding', 'chunked']]])(
    'with a body is dropped',
    (headers) => {
      expect(decide(accepted, headers)).toEqual({ type: 'drop' });
    },
  );

  test('with the wrong issuer leaves the sign-in pending, with the right one it succeeds (RFC 9207)', () => {
    const expectation = { ...pending, issuer: 'https://issuer.example' };
    expect(decide(`${accepted}&iss=https%3A%2F%2Fother.example`, [], expectation)).toMatchObject({
      reason: 'issuer',
    });
    expect(decide(`${accepted}&iss=https%3A%2F%2Fissuer.example`, [], expectation).type).toBe(
      'settle-success',
    );
    expect(decide(accepted, [], expectation).type).toBe('settle-success');
  });

  test("the browser's own wish for an icon is granted nothing, politely", () => {
    expect(decide('/favicon.ico', ['Sec-Fetch-Mode', 'no-cors'])).toEqual({ type: 'no-content' });
  });
});

describe('after the callback', () => {
  test('the same request again leads to the done page again', () => {
    expect(decide(accepted, [], settled)).toEqual({ type: 'repeat' });
  });

  test('the done page is there', () => {
    expect(decide('/done', [], settled)).toEqual({ type: 'done-page' });
  });

  test.each([
    ['another valid callback', `/oauth/callback?code=other&state=${state}`],
    ['the same parameters in another order', `/oauth/callback?state=${state}&code=abc`],
    ['a denial', `/oauth/callback?error=access_denied&state=${state}`],
    ['the done page with a query', '/done?x'],
    ['the icon', '/favicon.ico'],
  ])('%s is gone', (_, target) => {
    expect(decide(target, [], settled)).toEqual({ type: 'refuse', status: 410, reason: 'settled' });
  });
});
