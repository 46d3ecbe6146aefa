import { describe, expect, it } from 'vitest';
import type { Question } from '../../../electron/app/native-confirm.ts';
import { createTrayController, menuClosesWithin, type NativeTray } from '../../../electron/app/tray.ts';
import type { TrayAction, TrayItem } from '../../../electron/app/tray-menu.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { HOUR, MINUTE } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { active, aRecent, aSession, aState, idOf, noon } from '../../fakes/app-state-builders.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeIntents } from '../../fakes/fake-intents.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';
import { createFakeScheduler } from '../../fakes/fake-scheduler.ts';

const signedIn = aState({
  sessions: [aSession('my-sso', active(noon + HOUR))],
  recents: [aRecent('my-sso', 'Production', 'Admin')],
});

function setUp(state = signedIn) {
  const intents = createFakeIntents(state);
  const scheduler = createFakeScheduler(createFakeClock(noon));
  const log = createFakeLog();
  const icons: string[] = [];
  const menus: (readonly TrayItem[])[] = [];
  const opened: (string | null)[] = [];
  let act: (action: TrayAction) => void = () => undefined;
  let destroyed = 0;
  const native: NativeTray = {
    setIcon: (icon) => void icons.push(icon),
    setMenu: (items, perform) => {
      menus.push(items);
      act = perform;
    },
    destroy: () => void (destroyed += 1),
  };
  const questions: Question[] = [];
  const answer = { yes: false };
  const tray = createTrayController({
    native,
    intents,
    confirm: (question) => {
      questions.push(question);
      return Promise.resolve(answer.yes);
    },
    openWindow: (view) => void opened.push(view ?? null),
    t: createTranslate('en'),
    style: { locale: 'en', timeZone: 'UTC' },
    clock: scheduler.clock,
    scheduler,
    log,
  });
  const click = async (action: TrayAction): Promise<void> => {
    act(action);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    questions,
    answer,
    intents,
    scheduler,
    log,
    icons,
    menus,
    opened,
    tray,
    click,
    destroyed: () => destroyed,
  };
}

const sessionId = idOf('my-sso');
const copy = {
  type: 'copy-credentials',
  role: { sessionId, accountId: '111122223333', roleName: 'Admin' },
  format: 'fish',
} as const;

describe('the tray', () => {
  it('is right from the beginning', () => {
    const { icons, menus } = setUp();
    expect([icons, menus.length, menus[0]?.[0]]).toEqual([
      ['active'],
      1,
      expect.objectContaining({ label: 'my-sso — until 13:00' }),
    ]);
  });

  it('is not rebuilt by a change that it does not show', () => {
    const { intents, menus, icons } = setUp();
    intents.setState({ profilesRevision: 9 });
    intents.setState({ credentials: [] });
    expect([menus.length, icons.length]).toEqual([1, 1]);
  });

  it('is rebuilt by one that it does', () => {
    const { intents, menus, icons } = setUp();
    intents.setState({ sessions: [aSession('my-sso')] });
    expect([menus.length, icons]).toEqual([2, ['active', 'signed-out']]);
  });

  it('keeps its entries after a click until the panel has closed it, and shows the newest state then', async () => {
    const { intents, scheduler, menus, icons, click } = setUp();
    await click({ type: 'cancel-sign-in', sessionId });
    intents.setState({ sessions: [] });
    intents.setState({ sessions: [aSession('my-sso')] });
    await scheduler.advance(menuClosesWithin - 1);
    const kept = menus.length;
    await scheduler.advance(1);
    expect([kept, icons, menus.length, menus[1]?.[0]]).toEqual([
      1,
      ['active', 'signed-out'],
      2,
      expect.objectContaining({ label: 'my-sso — signed out' }),
    ]);
  });

  it('follows the clock by itself, at the moments that matter and at no others', async () => {
    const { scheduler, menus, icons } = setUp();
    await scheduler.advance(50 * MINUTE);
    const before = [...icons];
    await scheduler.advance(1);
    const nearEnd = [...icons];
    await scheduler.advance(10 * MINUTE);
    expect({ before, nearEnd, icons, menus: menus.length }).toEqual({
      before: ['active'],
      nearEnd: ['active', 'soon'],
      icons: ['active', 'soon', 'needs-you'],
      menus: 2,
    });
  });

  it('keeps one deadline, whatever happens', () => {
    const { intents, scheduler } = setUp();
    intents.setState({ profilesRevision: 2 });
    intents.setState({ profilesRevision: 3 });
    expect(scheduler.pending()).toBe(1);
  });

  it.each([
    [{ type: 'sign-in', sessionId } as const, 'signIn.start', [{ sessionId, openBrowser: true }]],
    [{ type: 'sign-out', sessionId } as const, 'signIn.signOut', [sessionId]],
    [{ type: 'cancel-sign-in', sessionId } as const, 'signIn.cancel', [sessionId]],
    [{ type: 'copy-link', sessionId } as const, 'signIn.copyLink', [sessionId]],
    [copy, 'credentials.copyRole', [copy.role, 'fish', null]],
    [
      { type: 'open-console', role: copy.role } as const,
      'console.open',
      [{ type: 'role', role: copy.role }, {}],
    ],
    [{ type: 'quit' } as const, 'app.quit', []],
  ])('a click on %j asks for the intent', async (action, intent, input) => {
    const { intents, click, opened } = setUp();
    await click(action);
    expect([intents.calls.map((call) => [call.intent, call.input]), opened]).toEqual([[[intent, input]], []]);
  });

  it.each([
    ['add-session', 'add-session'],
    [null, null],
  ] as const)('opens the window with view %s', async (view, expected) => {
    const { click, opened } = setUp();
    await click({ type: 'open-window', view });
    expect(opened).toEqual([expected]);
  });

  it.each([
    ['credentials.copyRole', copy, 'portal.forbidden'],
    ['signIn.signOut', { type: 'sign-out', sessionId } as const, 'config.read-only'],
  ] as const)('opens the window where %s failed: the menu cannot say why', async (intent, action, code) => {
    const { intents, click, opened, log } = setUp();
    intents.answer(intent, err(appError(code)));
    await click(action);
    expect([opened, log.entries.map(({ fields }) => fields)]).toEqual([
      [null],
      [{ action: action.type, code }],
    ]);
  });

  it('survives a bug in an intent', async () => {
    const { intents, click, log } = setUp();
    intents.answer('signIn.start', () => Promise.reject(new TypeError('canary-secret')));
    await click({ type: 'sign-in', sessionId });
    expect(log.entries).toEqual([
      { level: 'error', event: 'tray.action-threw', fields: { action: 'sign-in', cause: 'TypeError' } },
    ]);
  });

  it('lets go of everything', () => {
    const { intents, scheduler, tray, destroyed } = setUp();
    tray.dispose();
    expect([intents.listeners(), scheduler.pending(), destroyed()]).toEqual([0, 0, 1]);
  });
});

describe('guard rails in the tray', () => {
  const needed = appError('guard.confirmation-needed', { account: 'Production', role: 'Admin' });
  const asks = (intents: ReturnType<typeof setUp>['intents'], intent: string) => {
    let asked = false;
    intents.answer(intent, () => {
      const outcome = asked ? ok({ expiresAt: noon }) : err(needed);
      asked = true;
      return Promise.resolve(outcome);
    });
  };

  it.each([
    ['credentials.copyRole', copy],
    ['console.open', { type: 'open-console' as const, role: copy.role }],
  ])('%s asks first, and a yes goes on', async (intent, action) => {
    const { intents, questions, answer, click, opened } = setUp();
    asks(intents, intent);
    answer.yes = true;
    await click(action);
    expect(questions.map(({ message }) => message)).toEqual(['Production · Admin is tagged as production.']);
    expect(intents.calls.filter((call) => call.intent === intent).length).toBe(2);
    expect(opened).toEqual([]);
  });

  it('a no leaves everything as it is, and shows no problem', async () => {
    const { intents, click, opened } = setUp();
    asks(intents, 'credentials.copyRole');
    await click(copy);
    expect(intents.calls.filter((call) => call.intent === 'credentials.copyRole').length).toBe(1);
    expect(opened).toEqual([]);
  });
});
