import { join } from 'node:path';
import { run, type Ended, type RunOptions } from './run.ts';
import { root } from './surroundings.ts';

/** The `latchkey` command of this checkout, in a user's environment. */
export interface Latchkey {
  (...args: string[]): Promise<Ended>;
  /** The JSON that a command prints; fails if the command does. */
  json<T>(...args: string[]): Promise<T>;
  /** With more variables, or told its output as it comes. */
  with(options: Partial<RunOptions>): Latchkey;
}

export function latchkeyIn(
  environment: Readonly<Record<string, string>>,
  options: Partial<RunOptions> = {},
): Latchkey {
  const call = (...args: string[]): Promise<Ended> =>
    run('/bin/sh', [join(root, 'electron/cli/latchkey'), ...args], {
      ...options,
      env: { ...environment, ...options.env },
    });
  return Object.assign(call, {
    async json<T>(...args: string[]): Promise<T> {
      const { code, stdout, stderr } = await call(...args, '--json');
      if (code !== 0) throw new Error(`latchkey ${args.join(' ')} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout) as T;
    },
    with: (more: Partial<RunOptions>) =>
      latchkeyIn(environment, { ...options, ...more, env: { ...options.env, ...more.env } }),
  });
}

/** The part of `status --json` that tests look at (product.md §5). */
export interface Status {
  readonly version: string;
  readonly electron: string;
  readonly sandboxed: boolean;
  readonly runtime: 'official' | 'fallback';
  readonly pid: number;
  readonly socket: string;
  readonly practice?: { readonly origin: string; readonly home: string };
  readonly sessions: readonly SessionStatus[];
}

export interface SessionStatus {
  readonly name: string;
  readonly practice: boolean;
  readonly state: string;
  readonly accessTokenExpiresAt?: string;
  readonly startUrl: string;
  readonly identity?: { readonly accountId: string; readonly arn: string; readonly name: string };
  readonly error?: ErrorShape;
}

/** An error as standard error has it with `--json`. */
export interface ErrorShape {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export interface RoleRow {
  readonly cloud: string;
  readonly session: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly roleName: string;
}
