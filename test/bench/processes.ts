import { readdirSync, readFileSync } from 'node:fs';

/** The process and everything below it. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    const parent = Number(/\) \S (\d+)/.exec(stat)?.[1]);
    if (!Number.isNaN(parent)) {
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

/** Proportional set size of all processes together, in kB. */
export function proportionalSetSize(pids: readonly number[]): number {
  return pids
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0))
    .reduce((sum, size) => sum + size, 0);
}

/** Processor time that the processes have used so far, in clock ticks. */
export function processorTicks(pids: readonly number[]): number {
  return pids
    .map((pid) =>
      read(`/proc/${pid}/stat`)
        .replace(/^.*\) /s, '')
        .split(' '),
    )
    .map((fields) => Number(fields[11] ?? 0) + Number(fields[12] ?? 0))
    .reduce((sum, ticks) => sum + ticks, 0);
}

/** Empty where the process has gone meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
