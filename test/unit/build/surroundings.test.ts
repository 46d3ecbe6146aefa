import { describe, expect, it } from 'vitest';
import { debianPackages } from '../../../build/scripts/lib/debian-packages.mjs';
import { withoutOwnAccounts } from '../../../build/scripts/lib/desktop.mjs';

describe('a test run', () => {
  it('does not inherit what leads to the accounts and files of the user', () => {
    const kept = withoutOwnAccounts({
      AWS_PROFILE: 'mine',
      AWS_CONFIG_FILE: '/home/me/.aws/config',
      ALIBABA_CLOUD_PROFILE: 'mine',
      LATCHKEY_SOCKET: '/run/mine',
      XDG_CONFIG_HOME: '/home/me/.config',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--inspect',
      LANG: 'C.UTF-8',
      CI: 'true',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
    });
    expect(kept).toEqual({ LANG: 'C.UTF-8', CI: 'true', NODE_EXTRA_CA_CERTS: '/ca.pem' });
  });
});

describe('the Debian packages', () => {
  it('are each named once, as names alone, for they end up on a command line', () => {
    const names = Object.values(debianPackages).flatMap((group) =>
      group.flatMap((entry) => entry.split('|')),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9][a-z0-9.+-]+$/.test(name))).toEqual([]);
  });
});
