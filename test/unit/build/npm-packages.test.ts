import { describe, expect, it } from 'vitest';
import { isInstalled, withoutProjectBin } from '../../../build/scripts/lib/npm-packages.mjs';

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true },
};

describe('whether `npm ci` has to run', () => {
  it('is told by content: what the lock file wants is there', () => {
    expect(
      isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }),
    ).toBe(true);
  });

  it('forgives optional packages, which npm leaves out on other systems', () => {
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/a': { version: '1.0.1' } }],
    [
      'an optional version differs',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.1' } },
    ],
    ['there is more', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } }],
  ])('yes, when %s', (_, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });

  it('does not run on the Node that it is about to delete', () => {
    const env = { PATH: '/p/node_modules/.bin:/usr/bin:/q/node_modules/.bin/:/bin', HOME: '/h' };
    expect(withoutProjectBin(env)).toEqual({ PATH: '/usr/bin:/bin', HOME: '/h' });
  });
});
