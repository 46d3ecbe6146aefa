/**
 * Who may import whom (design.md §1): `shared` ← `electron/core` ← `providers`, `broker` ← `adapters`, `ipc`, `app`;
 * `renderer` ← `shared` only. The longest folder that holds a file decides.
 */
import { builtinModules } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';

/**
 * @typedef {object} Layer
 * @property {string} folder below the project root; '' is the root itself
 * @property {readonly string[]} own layers it may import besides itself; '*' is every one but `test` and `build`
 * @property {boolean | 'no-network'} node whether node:* is allowed; 'no-network': but not what opens sockets or processes
 * @property {boolean} electron whether `electron` is allowed
 * @property {'any' | readonly string[]} packages npm packages it may import
 */

/** @type {readonly Layer[]} */
export const layers = [
  { folder: 'shared', own: [], node: false, electron: false, packages: ['valibot', 'i18next'] },
  { folder: 'electron/core', own: ['shared'], node: false, electron: false, packages: ['valibot'] },
  {
    folder: 'electron/providers',
    own: ['shared', 'electron/core'],
    node: false,
    electron: false,
    packages: ['valibot'],
  },
  { folder: 'electron/practice-cloud', own: ['shared'], node: true, electron: false, packages: ['valibot'] },
  {
    folder: 'electron/broker',
    own: ['shared', 'electron/core'],
    node: true,
    electron: false,
    packages: ['valibot', 'commander'],
  },
  {
    folder: 'electron/adapters',
    own: ['shared', 'electron/core', 'electron/providers', 'electron/broker'],
    node: true,
    electron: true,
    packages: 'any',
  },
  {
    folder: 'electron/security',
    own: ['shared', 'electron/core'],
    node: 'no-network',
    electron: true,
    packages: ['valibot'],
  },
  {
    folder: 'electron/ipc',
    own: ['shared', 'electron/core', 'electron/security'],
    node: 'no-network',
    electron: true,
    packages: ['valibot'],
  },
  { folder: 'electron', own: ['*'], node: 'no-network', electron: true, packages: 'any' },
  {
    folder: 'renderer',
    own: ['shared'],
    node: false,
    electron: false,
    packages: ['react', 'react-dom', 'lucide-react', '@tanstack/react-virtual', 'valibot', 'i18next'],
  },
  { folder: 'test', own: ['*', 'build'], node: true, electron: true, packages: 'any' },
  { folder: 'build', own: ['*', 'test'], node: true, electron: true, packages: 'any' },
  { folder: '', own: ['*', 'build'], node: true, electron: true, packages: 'any' },
];

const networkModules = new Set(
  [
    'http',
    'https',
    'http2',
    'net',
    'tls',
    'dgram',
    'dns',
    'dns/promises',
    'child_process',
    'cluster',
    'worker_threads',
  ].map((name) => `node:${name}`),
);

/** @param {string} path below the project root, with `/` */
export function layerOf(path) {
  const holding = layers.filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
  return holding.reduce((best, layer) => (layer.folder.length > best.folder.length ? layer : best));
}

/** @param {Layer} from @param {Layer} to */
function mayImport(from, to) {
  if (from === to || from.own.includes(to.folder)) return true;
  return from.own.includes('*') && !['test', 'build', ''].includes(to.folder);
}

/**
 * @param {string} file below the project root, with `/`
 * @param {string} specifier as written
 * @param {string} root the project root
 * @returns {string | undefined} why the import is against the rules
 */
export function importProblem(file, specifier, root) {
  const from = layerOf(file);
  const name = from.folder === '' ? 'the root' : from.folder;
  if (specifier.startsWith('.')) {
    const target = relative(root, resolve(dirname(resolve(root, file)), specifier.replace(/\?.*$/, '')));
    const to = layerOf(target.split(sep).join('/'));
    return mayImport(from, to)
      ? undefined
      : `${name} may not import ${to.folder === '' ? 'the root' : to.folder}`;
  }
  if (builtinModules.includes(specifier)) return `write it as node:${specifier}`;
  if (specifier.startsWith('node:')) {
    if (from.node === false) return `${name} may not import ${specifier}: it needs a port`;
    if (from.node === 'no-network' && networkModules.has(specifier)) {
      return `${name} may not import ${specifier}: sockets and processes belong to electron/adapters`;
    }
    return undefined;
  }
  if (specifier === 'electron' || specifier.startsWith('electron/')) {
    return from.electron ? undefined : `${name} may not import electron: it needs a port`;
  }
  const packageName = specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : specifier.split('/')[0];
  if (from.packages === 'any' || from.packages.includes(packageName ?? '')) return undefined;
  return `${name} may not import the package ${packageName ?? specifier}`;
}
