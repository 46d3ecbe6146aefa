import type { MessageKey, Translate } from '../../shared/i18n/translate.ts';

/** Why the agent socket is not there. The app goes on without it: tray and window do not need it. */
export type SocketProblemReason =
  'path-relative' | 'path-too-long' | 'directory-unsafe' | 'not-a-socket' | 'in-use' | 'failed';

export interface SocketProblem {
  readonly reason: SocketProblemReason;
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

const words = {
  'path-relative': ['cli.socket.relative', 'cli.socket.relativeHint'],
  'path-too-long': ['cli.socket.tooLong', 'cli.socket.tooLongHint'],
  'directory-unsafe': ['cli.socket.unsafeDirectory', 'cli.socket.unsafeDirectoryHint'],
  'not-a-socket': ['cli.socket.notASocket', 'cli.socket.notASocketHint'],
  'in-use': ['cli.socket.inUse', 'cli.socket.inUseHint'],
  failed: ['cli.socket.failed', 'cli.socket.failedHint'],
} as const satisfies Record<SocketProblemReason, readonly [MessageKey, MessageKey]>;

/** The problem in words. */
export function socketProblem(t: Translate, reason: SocketProblemReason, path: string): SocketProblem {
  const [message, hint] = words[reason];
  return { reason, path, message: t(message), hint: t(hint) };
}
