import type { Translate } from '../../shared/i18n/translate.ts';
import type { Millis } from '../../shared/model/instant.ts';
import { translateError } from '../../shared/i18n/error-text.ts';
import { assertNever } from '../../shared/model/assert-never.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { Result } from '../../shared/model/result.ts';
import type { TimeStyle } from '../../shared/time/absolute-time.ts';
import { causeOf } from '../core/cause-of.ts';
import type { CallContext, Intents } from '../core/intents.ts';
import type { Cancel, Clock, Log, Scheduler } from '../core/ports.ts';
import type { Question } from './native-confirm.ts';
import { nextTrayChange } from './tray-changes.ts';
import { trayIcon, type TrayIcon } from './tray-icon.ts';
import { trayMenu, type TrayAction, type TrayItem } from './tray-menu.ts';

/** A native tray item. */
export interface NativeTray {
  setIcon(icon: TrayIcon): void;
  setMenu(items: readonly TrayItem[], act: (action: TrayAction) => void): void;
  destroy(): void;
}

export interface TrayOptions {
  readonly native: NativeTray;
  readonly intents: Intents;
  /** Asks a person in a dialog of the system. */
  readonly confirm: (question: Question) => Promise<boolean>;
  readonly openWindow: (view?: 'add-session' | 'settings' | 'roles' | 'sign-out-all') => void;
  readonly t: Translate;
  readonly style: TimeStyle;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

export interface TrayController {
  dispose(): void;
}

const context: CallContext = { origin: 'tray' };

/**
 * How long a menu keeps its entries after a click in it. A panel tells of the click first and then that each submenu has
 * closed, by the numbers that the entries had; a rebuild in between would leave it talking of entries that are gone.
 */
export const menuClosesWithin: Millis = 250;

/**
 * Keeps the native menu and icon as the pure ones say. On Linux nothing tells that a menu is being opened, so it must
 * already be right: it is rebuilt when its content changes, by the state or by a deadline, and never otherwise, since a
 * rebuild moves things under the pointer.
 */
export function createTrayController(options: TrayOptions): TrayController {
  const { native, intents, t, style, clock, scheduler } = options;
  let shownMenu = '';
  let shownIcon: TrayIcon | null = null;
  let cancelDeadline: Cancel | null = null;
  let clickedAt = -Infinity;
  let cancelLater: Cancel | null = null;

  function act(action: TrayAction): void {
    clickedAt = clock.monotonic();
    perform(action, options).catch((error: unknown) => {
      options.log.error('tray.action-threw', {
        action: action.type,
        cause: causeOf(error),
      });
    });
  }

  function render(state: AppState): void {
    const now = clock.now();
    const items = trayMenu(state, t, now, style);
    const asText = JSON.stringify(items);
    if (asText !== shownMenu) {
      const closesIn = clickedAt + menuClosesWithin - clock.monotonic();
      if (closesIn > 0) {
        cancelLater ??= scheduler.after(closesIn, () => {
          cancelLater = null;
          render(intents.state.current());
        });
      } else {
        shownMenu = asText;
        native.setMenu(items, act);
      }
    }
    const icon = trayIcon(state, now);
    if (icon !== shownIcon) {
      shownIcon = icon;
      native.setIcon(icon);
    }
    cancelDeadline?.();
    const next = nextTrayChange(state, now, style);
    cancelDeadline =
      next === null
        ? null
        : scheduler.at(next, () => {
            render(intents.state.current());
          });
  }

  const unsubscribe = intents.state.subscribe(render);
  render(intents.state.current());

  return {
    dispose() {
      unsubscribe();
      cancelDeadline?.();
      cancelLater?.();
      native.destroy();
    },
  };
}

async function perform(action: TrayAction, options: TrayOptions): Promise<void> {
  const { intents, openWindow, log, t } = options;
  /** A menu has no room to say what went wrong; the window has. */
  function showProblem(result: Result<unknown>): void {
    if (!result.ok) {
      log.warn('tray.action-failed', { action: action.type, code: result.error.code });
      openWindow();
    }
  }

  /** Runs it; where guard rails ask, so does a dialog, and a no leaves everything as it is. */
  async function guarded<T>(
    confirm: string,
    run: (context: CallContext) => Promise<Result<T>>,
  ): Promise<void> {
    const outcome = await run(context);
    if (outcome.ok || outcome.error.code !== 'guard.confirmation-needed') {
      showProblem(outcome);
      return;
    }
    const { message } = translateError(t, outcome.error);
    const question = { message, detail: t('access.guardDetail'), confirm, cancel: t('access.guardCancel') };
    if (await options.confirm(question)) {
      showProblem(await run({ ...context, confirmed: true }));
    }
  }

  switch (action.type) {
    case 'open-window':
      openWindow(action.view ?? undefined);
      return;
    case 'quit':
      intents.app.quit();
      return;
    case 'cancel-sign-in':
      intents.signIn.cancel(action.sessionId);
      return;
    case 'sign-in':
      // How it ends is in the state, which the menu shows.
      await intents.signIn.start({ sessionId: action.sessionId, openBrowser: true }, context);
      return;
    case 'renew':
      showProblem(await intents.signIn.renew(action.sessionId, context));
      return;
    case 'copy-session':
      showProblem(await intents.credentials.copySession(action.sessionId, action.format, context));
      return;
    case 'accept-identity':
      showProblem(await intents.identity.accept(action.sessionId));
      return;
    case 'sign-out':
      showProblem(await intents.signIn.signOut(action.sessionId, context));
      return;
    case 'copy-link':
      showProblem(await intents.signIn.copyLink(action.sessionId));
      return;
    case 'open-console':
      await guarded(t('access.guardConsole'), (by) =>
        intents.console.open({ type: 'role', role: action.role }, {}, by),
      );
      return;
    case 'copy-credentials':
      await guarded(t('access.guardCopy'), (by) =>
        intents.credentials.copyRole(action.role, action.format, null, by),
      );
      return;
    default:
      assertNever(action);
  }
}
