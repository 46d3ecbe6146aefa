import { readdir, readFile, readlink } from 'node:fs/promises';

/** Whether a process runs; one that has ended and that nobody has waited for does not. */
export async function runs(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) [^ZX]/.test(stat);
}

/** A process and all below it that run. */
export async function familyOf(root: number): Promise<readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const [, parent] = /\) [^ZX] (\d+)/.exec(stat) ?? [];
    if (parent !== undefined) {
      children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(name)]);
    }
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** What the processes of a family listen on: `tcp 127.0.0.1:8080`, `udp …`, or `unix PATH`. */
export async function listeningOf(root: number): Promise<readonly string[]> {
  const inodes = new Set<string>();
  for (const pid of await familyOf(root)) {
    const folder = `/proc/${pid}/fd`;
    for (const fd of await readdir(folder).catch(() => [])) {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(await readlink(`${folder}/${fd}`).catch(() => '')) ?? [];
      if (inode !== undefined) inodes.add(inode);
    }
  }
  const found: string[] = [];
  for (const table of ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6']) {
    for (const fields of await rowsOf(table)) {
      const [, local = '', remote = '', state] = fields;
      const listens = table.startsWith('tcp') ? state === '0A' : /^0+:0+$/.test(remote);
      if (listens && inodes.has(fields[9] ?? '')) found.push(`${table} ${addressOf(local)}`);
    }
  }
  for (const fields of await rowsOf('unix')) {
    // __SO_ACCEPTCON: it takes connections.
    if (fields[3] === '00010000' && inodes.has(fields[6] ?? '')) found.push(`unix ${fields[7] ?? 'unnamed'}`);
  }
  return found.toSorted();
}

async function rowsOf(table: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
}

/** IPv4 as people write it; /proc/net has the bytes of each word in the machine's order. */
function addressOf(local: string): string {
  const [address = '', port = ''] = local.split(':');
  const shown = address.length === 8 ? Buffer.from(address, 'hex').reverse().join('.') : address;
  return `${shown}:${parseInt(port, 16)}`;
}
