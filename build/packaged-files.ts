/** What the package holds: the bundles, the icons, and of keytar only what runs on the target. */
const whole = ['/package.json', '/LICENSE', '/.vite', '/build/icons'];
const keytar = ['/package.json', '/LICENSE.md', '/lib', `/prebuilds/${process.platform}-${process.arch}`];
const kept = [...whole, ...keytar.map((path) => `/node_modules/keytar${path}`)];

/**
 * @param path below the project root, beginning with `/`; '' is the root itself
 * @returns whether a file or folder goes into the package
 */
export function isPackaged(path: string): boolean {
  return (
    path === '' ||
    kept.some((keep) => path === keep || path.startsWith(`${keep}/`) || keep.startsWith(`${path}/`))
  );
}
