import { describe, expect, it } from 'vitest';
import { readPastedCallback } from '../../../electron/core/sign-in/pasted-callback.ts';

const redirectUri = 'http://127.0.0.1:12345/cli/callback';
const expected = { redirectUri, state: 'the-state-of-this-attempt' };
const good = `${redirectUri}?code=abc&state=${expected.state}`;

describe('a callback address that was pasted', () => {
  it('is taken if it is this attempt’s, with space around it', () => {
    expect(readPastedCallback(`\n  ${good}  \n`, expected)).toEqual({ ok: true, value: { code: 'abc' } });
  });

  it('tells that the sign-in was refused', () => {
    const denied = `${redirectUri}?error=access_denied&state=${expected.state}`;
    expect(readPastedCallback(denied, expected)).toMatchObject({ error: { code: 'sign-in.denied' } });
  });

  it('of another attempt leaves this one pending', () => {
    const other = good.replace(expected.state, 'the-state-of-another-one');
    expect(readPastedCallback(other, expected)).toMatchObject({ error: { code: 'paste.other-sign-in' } });
  });

  it.each([
    ['another port', good.replace('12345', '12346')],
    ['another host', good.replace('127.0.0.1', 'localhost')],
    ['another path', good.replace('/cli/callback', '/callback')],
    ['https', good.replace('http:', 'https:')],
    ['a user', good.replace('//', '//user@')],
    ['a fragment', `${good}#x`],
    ['two codes', `${good}&code=abc`],
    ['no code', `${redirectUri}?state=${expected.state}`],
    ['an empty code', `${redirectUri}?code=&state=${expected.state}`],
    ['the page before', 'https://signin.aliyun.com/oauth2/v1/auth?state=the-state-of-this-attempt'],
    ['a text', 'abc'],
    ['nothing', ''],
    ['far too much', `${good}&x=${'y'.repeat(5_000)}`],
  ])('is not one with %s', (_, text) => {
    expect(readPastedCallback(text, expected)).toMatchObject({ error: { code: 'paste.not-callback' } });
  });
});
