import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { latchkey } from '../../../build/eslint/plugin.mjs';
import { inProject } from '../../../build/scripts/lib/paths.mjs';

/** What the project's own rules say about a file of this path and text. */
function problemsOf(path: string, text: string): string[] {
  const linter = new Linter({ configType: 'flat', cwd: inProject() });
  const rules = Object.fromEntries(
    Object.keys(latchkey.rules).map((name) => [`latchkey/${name}`, 'error' as const]),
  );
  return linter
    .verify(
      text,
      { files: ['**/*.{ts,tsx,js}'], plugins: { latchkey }, rules },
      { filename: inProject(path) },
    )
    .map(({ message }) => message);
}

describe('imports point one way', () => {
  it.each([
    ['electron/core/a.ts', "import '../../shared/model/result.ts'"],
    ['electron/providers/aws/a.ts', "import '../../core/ports.ts'"],
    ['electron/adapters/a.ts', "import 'node:fs'; import '../core/ports.ts'; import { app } from 'electron'"],
    ['electron/app/compose.ts', "import '../adapters/a.ts'; import '../practice-cloud/a.ts'"],
    ['electron/practice-cloud/a.ts', "import 'node:http'"],
    [
      'renderer/features/a.tsx',
      "import 'react'; import 'react-dom/client'; import '../../shared/i18n/translate.ts'",
    ],
    [
      'test/unit/a.test.ts',
      "import '../../electron/adapters/a.ts'; import '../../build/scripts/lib/paths.mjs'",
    ],
  ])('%s may say: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it.each([
    ['shared/a.ts', "import '../electron/core/ports.ts'"],
    ['shared/a.ts', "import 'node:fs'"],
    ['shared/a.ts', "import type { App } from 'electron'"],
    ['electron/core/a.ts', "import 'node:crypto'"],
    ['electron/core/a.ts', "import { app } from 'electron'"],
    ['electron/core/a.ts', "import '../providers/aws/provider.ts'"],
    ['electron/core/a.ts', "void import('../adapters/clock.ts')"],
    ['electron/providers/aws/a.ts', "import '../../adapters/http.ts'"],
    ['electron/broker/a.ts', "import '../adapters/a.ts'"],
    ['electron/app/a.ts', "import '../../test/fakes/a.ts'"],
    ['electron/ipc/a.ts', "import 'node:http'"],
    ['renderer/a.tsx', "import '../electron/core/ports.ts'"],
    ['renderer/a.tsx', "import 'node:fs'"],
    ['renderer/a.tsx', "import 'left-pad'"],
    ['electron/adapters/a.ts', "import 'fs'"],
  ])('%s may not say: %s', (path, text) => {
    expect(problemsOf(path, text)).toHaveLength(1);
  });
});

describe('time, randomness, network, environment and output come through ports', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'Date()',
    'globalThis.fetch()',
    "globalThis['set' + 'Timeout'](f)",
    'setTimeout(() => {}, 1)',
    'const { now } = performance',
    'Math.random()',
    "Math['random']()",
    'process.env.HOME',
    'console.log(1)',
    "fetch('https://example.com')",
    'AbortSignal.timeout(5)',
    "import 'node:timers/promises'",
  ])('refused: %s', (text) => {
    expect(problemsOf('electron/app/a.ts', text)).not.toEqual([]);
  });

  it.each([
    'new Date(0)',
    'Date.parse("x")',
    'Math.max(1, 2)',
    'process.platform',
    'const fetch = port; fetch()',
  ])('allowed: %s', (text) => {
    expect(problemsOf('electron/app/a.ts', text)).toEqual([]);
  });
});

describe('dangerous things have one place each (R-01, R-33, R-44)', () => {
  it.each(['BrowserWindow', 'ipcMain', 'ipcRenderer', 'shell', 'clipboard', 'crashReporter', 'net'])(
    'no other file imports %s',
    (name) => {
      expect(problemsOf('electron/app/other.ts', `import { ${name} } from 'electron'`)).toHaveLength(1);
      expect(
        problemsOf('electron/app/other.ts', `import { ${name} as harmless } from 'electron/main'`),
      ).toHaveLength(1);
      expect(problemsOf('electron/app/other.ts', `export { ${name} } from 'electron'`)).toHaveLength(1);
    },
  );

  it.each([
    "import * as electron from 'electron'",
    "import electron from 'electron'",
    "void import('electron')",
    "const e = require('electron')",
  ])('and none takes electron as a whole: %s', (text) => {
    expect(problemsOf('electron/app/other.ts', text)).toHaveLength(1);
  });

  it('keeps keytar in its adapter', () => {
    expect(problemsOf('electron/adapters/other.ts', "void import('keytar')")).toHaveLength(1);
  });
});

describe('a rule is switched off only with a reason', () => {
  it('refuses a bare directive', () => {
    expect(problemsOf('build/a.js', '/* eslint-disable no-var */')).toContain('say why after `--`');
  });
});
