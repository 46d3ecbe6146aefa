/**
 * `npm run bench`: Latchkey beside an empty Electron tray app on the same binary, in turns, so that both see the same
 * machine. Prints a row per figure with the ratio of the medians and the aim; says so where an aim is missed. Then what
 * has no counterpart: 2,000 profiles generated into a config of 10,000 lines.
 */
import { join, resolve } from 'node:path';
import { measureGenerate } from './generate.ts';
import { measureDiscovery } from './discovery.ts';
import { measureStart, TrayClock, type TrayStart } from './tray-start.ts';

const root = resolve(import.meta.dirname, '../..');
const electron = process.env['LATCHKEY_TEST_ELECTRON'] ?? '';
const rounds = Number(process.argv[2] ?? 10);
const sandbox = process.env['LATCHKEY_TEST_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
const apps = {
  latchkey: [root, '--hidden', ...sandbox],
  empty: [join(import.meta.dirname, 'empty-tray-app'), ...sandbox],
};

const clock = new TrayClock();
await clock.ready;
const starts: Record<keyof typeof apps, TrayStart[]> = { latchkey: [], empty: [] };
const rests: Record<keyof typeof apps, TrayStart[]> = { latchkey: [], empty: [] };
try {
  // One start each that does not count: it brings the binary into the file cache.
  for (const name of ['empty', 'latchkey'] as const) {
    await measureStart(clock, electron, apps[name], false);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0
      ? (['latchkey', 'empty'] as const)
      : (['empty', 'latchkey'] as const)) {
      starts[name].push(await measureStart(clock, electron, apps[name], false));
    }
  }
  for (let round = 0; round < 3; round += 1) {
    for (const name of ['latchkey', 'empty'] as const) {
      rests[name].push(await measureStart(clock, electron, apps[name], true));
    }
  }
} finally {
  clock.stop();
}

const rows = [
  row(
    'start to tray icon',
    'ms',
    median(starts.latchkey, 'milliseconds'),
    median(starts.empty, 'milliseconds'),
    1.15,
  ),
  row(
    'idle PSS, no window',
    'MB',
    median(rests.latchkey, 'kilobytes') / 1024,
    median(rests.empty, 'kilobytes') / 1024,
    1,
  ),
];
console.log(['figure', 'Latchkey', 'empty app', 'ratio', 'aim'].map(cell).join(''));
for (const { name, unit, ours, theirs, ratio, aim } of rows) {
  const verdict = ratio <= aim ? '' : '  missed';
  console.log(
    [
      name,
      `${ours.toFixed(0)} ${unit}`,
      `${theirs.toFixed(0)} ${unit}`,
      ratio.toFixed(2),
      `≤ ${aim.toFixed(2)}${verdict}`,
    ]
      .map(cell)
      .join(''),
  );
}
console.log(
  `${rounds} starts each; processes at rest: ${median(rests.latchkey, 'processes')} and ${median(rests.empty, 'processes')}`,
);
const { preview, write, undo } = await measureGenerate();
console.log(
  `2,000 profiles into 10,000 lines: ${preview.toFixed(0)} ms to preview, ${write.toFixed(0)} ms to write, ${undo.toFixed(0)} ms to undo`,
);

for (const accounts of [300, 800]) {
  const { firstRow, complete, completeAim, refused, heapGrowth } = await measureDiscovery(accounts);
  const verdict = firstRow < 600 && complete <= completeAim && refused === 0 ? '' : '  missed';
  console.log(
    `${accounts} accounts at 60 ms and 20 requests a second: first row after ${firstRow.toFixed(0)} ms (aim < 600), ` +
      `complete after ${(complete / 1000).toFixed(1)} s (aim ≤ ${(completeAim / 1000).toFixed(1)}), ` +
      `${refused} refused, heap +${(heapGrowth / 1024).toFixed(1)} MB${verdict}`,
  );
}

function row(name: string, unit: string, ours: number, theirs: number, aim: number) {
  return { name, unit, ours, theirs, ratio: ours / theirs, aim };
}

function median(measured: readonly TrayStart[], figure: keyof TrayStart): number {
  const sorted = measured.map((start) => start[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function cell(text: string): string {
  return text.padEnd(22);
}
