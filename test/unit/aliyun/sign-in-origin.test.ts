import { describe, expect, it } from 'vitest';
import { mayUseFoundSignIn } from '../../../electron/core/aliyun/sign-in-origin.ts';

const signIn = 'http://127.0.0.1:1/sign-in';
const oauth = 'http://127.0.0.1:1/oauth';
const sts = 'http://127.0.0.1:1/sts';
const somebody = {
  accountId: '1234567890123456',
  arn: 'acs:ram::1234567890123456:user/alice',
  name: 'alice',
};

describe('a sign-in that is found in the profile of a session', () => {
  it.each([
    ['at the vendor', null, false, null, true],
    ['at the vendor with another STS', { sts }, false, null, true],
    ['of the practice cloud, whose file is its own', { signIn, oauth, sts }, true, null, true],
    [
      'of a stand-in that nobody has signed in to: it may be real',
      { signIn, oauth, sts },
      false,
      null,
      false,
    ],
    ['of a stand-in that somebody has signed in to', { signIn, oauth, sts }, false, somebody, true],
    ['half of whose endpoints are the vendor’s', { oauth, sts }, false, somebody, false],
  ] as const)('%s', (_, endpoints, practice, identity, expected) => {
    expect(mayUseFoundSignIn({ endpoints, practice, identity })).toBe(expected);
  });
});
