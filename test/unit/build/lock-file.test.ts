import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../../../build/scripts/lib/paths.mjs';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(inProject(name), 'utf8'));
const lock = read('package-lock.json') as { lockfileVersion: number; packages: Record<string, LockEntry> };
const manifest = read('package.json') as Record<string, Record<string, string> | undefined>;
const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Where Node would look for a package, from the nearest folder upwards. */
function* places(from: string, name: string): Generator<string> {
  const folders = from.split(/(?=node_modules\/)/).map((part) => part.replace(/\/$/, ''));
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    yield [...folders.slice(0, depth), `node_modules/${name}`].join('/');
  }
}

describe('the lock file (R-34)', () => {
  it('holds all that its packages ask for, those for other systems too, as `npm ci` demands', () => {
    const missing = entries.flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => ![...places(path, name)].some((place) => place in lock.packages))
        .map((name) => `${name} for ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('names a SHA-512 for every package', () => {
    const without = entries.filter(
      ([, { integrity, inBundle }]) => inBundle !== true && integrity?.startsWith('sha512-') !== true,
    );
    expect(without.map(([path]) => path)).toEqual([]);
  });

  it('carries no download address, so that any registry serves it and none is favoured', () => {
    expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('holds no package from git, a tarball address or a folder', () => {
    const version = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
    const foreign = entries.filter(([, entry]) => entry.link === true || !version.test(entry.version ?? ''));
    expect(foreign.map(([path]) => path)).toEqual([]);
  });

  it('is of the format that npm 9 and later write', () => {
    expect(lock.lockfileVersion).toBe(3);
  });
});

describe('package.json', () => {
  it('pins every package to one version', () => {
    const pinned = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/;
    const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
      Object.entries(manifest[group] ?? {}).filter(([, version]) => !pinned.test(version)),
    );
    expect(loose).toEqual([]);
  });

  it('ships nothing to users but what cannot be bundled (R-35)', () => {
    expect(Object.keys(manifest['dependencies'] ?? {})).toEqual(['keytar']);
  });
});

describe('.npmrc', () => {
  const lines = readFileSync(inProject('.npmrc'), 'utf8').split('\n');

  it('runs no install scripts and keeps download addresses out of the lock file', () => {
    expect(lines).toContain('ignore-scripts=true');
    expect(lines).toContain('omit-lockfile-registry-resolved=true');
    expect(lines).toContain('save-exact=true');
  });

  it('does not refuse the Node of the system', () => {
    expect(lines.filter((line) => line.startsWith('engine-strict'))).toEqual([]);
  });
});
