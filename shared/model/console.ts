import type { ConsolePlace } from '../aws/console-urls.ts';
import type { RoleRef } from './catalog.ts';
import type { BrowserChoice } from './session.ts';

/** Whose console: a role's, or that of the role a profile names. */
export type ConsoleTarget =
  { readonly type: 'role'; readonly role: RoleRef } | { readonly type: 'profile'; readonly name: string };

export interface ConsoleRequest extends ConsolePlace {
  /** Instead of the session's own choice. */
  readonly browser?: BrowserChoice;
  /** Gives the link back and opens nothing. */
  readonly print?: boolean;
}

/** How a console was opened. */
export interface ConsoleOpening {
  /** `portal`: by a link without secrets. `federation`: by a link that signs in whoever has it, for 15 minutes. */
  readonly way: 'portal' | 'federation';
  /** What became of the link: the session's choice may be to copy it only. */
  readonly outcome: 'opened' | 'copied' | 'printed';
  /** Given only where it was asked for. Never over IPC. */
  readonly link: string | null;
}
