import { err, ok, type Result } from '../../shared/model/result.ts';
import type { SocketProblemReason } from './socket-problem.ts';

/** The variables that decide where the socket is. */
export interface SocketEnvironment {
  readonly LATCHKEY_SOCKET?: string | undefined;
  readonly XDG_RUNTIME_DIR?: string | undefined;
}

export interface SocketPlace {
  readonly path: string;
  /** Folders that are Latchkey's own, outermost first: made with mode 0700, and set to it. Empty for LATCHKEY_SOCKET. */
  readonly ownDirectories: readonly string[];
}

/** `sun_path` of Linux, its closing zero byte included; macOS has four bytes less and tells so itself. */
const longestPath = 108;

/**
 * Where the agent socket is (design.md §7): `$LATCHKEY_SOCKET`, else `$XDG_RUNTIME_DIR/latchkey/agent.sock`, else
 * `~/.latchkey/run/agent.sock`. The shell client follows the same rule. Reasons of a refusal: `path-relative`,
 * `path-too-long`.
 */
export function socketPath(
  environment: SocketEnvironment,
  home: string,
): Result<SocketPlace, { readonly reason: SocketProblemReason; readonly path: string }> {
  const place = placeOf(environment, home);
  if (!place.path.startsWith('/')) {
    return err({ reason: 'path-relative', path: place.path });
  }
  if (new TextEncoder().encode(place.path).length >= longestPath) {
    return err({ reason: 'path-too-long', path: place.path });
  }
  return ok(place);
}

function placeOf(environment: SocketEnvironment, home: string): SocketPlace {
  const chosen = environment.LATCHKEY_SOCKET ?? '';
  if (chosen !== '') {
    return { path: chosen, ownDirectories: [] };
  }
  // The XDG base directory specification tells to ignore relative paths.
  const runtime = environment.XDG_RUNTIME_DIR ?? '';
  if (runtime.startsWith('/')) {
    const own = `${runtime}/latchkey`;
    return { path: `${own}/agent.sock`, ownDirectories: [own] };
  }
  const own = `${home}/.latchkey`;
  return { path: `${own}/run/agent.sock`, ownDirectories: [own, `${own}/run`] };
}
