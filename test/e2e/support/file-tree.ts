import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder: path below it, mode, and a digest of its bytes. */
export async function fileTree(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const lines = entries
    .filter((entry) => !entry.isDirectory())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const mode = ((await lstat(path)).mode & 0o777).toString(8);
      const digest = entry.isFile()
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('hex')
            .slice(0, 16)
        : 'no file';
      return `${relative(folder, path)} ${mode} ${digest}`;
    });
  return (await Promise.all(lines)).toSorted();
}
