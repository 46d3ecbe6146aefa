import { describe, expect, it } from 'vitest';
import { trayMenu, type TrayItem } from '../../../electron/app/tray-menu.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import { addMillis, DAY, HOUR, instant, MINUTE } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { active, aRecent, aSession, aState, idOf, noon } from '../../fakes/app-state-builders.ts';

const t = createTranslate('en');
const style = { locale: 'en', timeZone: 'UTC' };
const menu = (state: AppState, now = noon) => trayMenu(state, t, now, style);

/** The menu as lines, indented; what cannot be chosen in brackets. */
function lines(items: readonly TrayItem[], indent = ''): readonly string[] {
  return items.flatMap((item) => {
    switch (item.type) {
      case 'separator':
        return [`${indent}---`];
      case 'submenu':
        return [`${indent}${item.label}`, ...lines(item.items, `${indent}  `)];
      case 'item':
        return [`${indent}${item.action === null ? `[${item.label}]` : item.label}`];
    }
  });
}

function actionsOf(items: readonly TrayItem[]): readonly unknown[] {
  return items.flatMap((item) =>
    item.type === 'submenu' ? actionsOf(item.items) : item.type === 'item' ? [[item.label, item.action]] : [],
  );
}

const signingIn = (linkPreview: string | null): SessionPhase => ({
  state: 'signing-in',
  step: 'browser',
  flow: 'pkce',
  linkPreview,
  userCode: 'ABCD-EFGH',
  deadline: addMillis(noon, 10 * MINUTE),
  browserProblem: null,
});

describe('the tray menu', () => {
  it('without sessions leads into the window', () => {
    expect(lines(menu(aState()))).toEqual(['Open Latchkey', 'Add session…', 'Settings…', 'Quit']);
  });

  it('shows each session with its clock and what can be done', () => {
    const state = aState({
      sessions: [
        aSession('my-sso', active(noon + 6 * HOUR + 2 * MINUTE)),
        aSession('lab'),
        aSession('old', { state: 'expired', expiredAt: instant(noon - HOUR), error: null }),
        aSession('now', signingIn('https://example.awsapps.com/…/authorize')),
        aSession('early', signingIn(null)),
        aSession('broken', { state: 'signed-out', error: appError('sign-in.timed-out') }),
      ],
    });
    expect(lines(menu(state))).toEqual([
      'my-sso — until 18:02',
      '  Sign in again',
      '  Sign out',
      'lab — signed out',
      '  Sign in',
      'old — ended 11:00',
      '  Sign in again',
      '  Sign out',
      'now — signing in',
      '  Cancel sign-in',
      '  Copy link',
      'early — signing in',
      '  Cancel sign-in',
      '  [Copy link — not ready yet]',
      'broken — sign-in failed',
      '  Sign in',
      'Sign out of all…',
      '---',
      'Open Latchkey',
      'Add session…',
      'Settings…',
      'Quit',
    ]);
  });

  it('offers recent roles, in every format', () => {
    const state = aState({
      sessions: [aSession('my-sso', active(noon + HOUR))],
      recents: [aRecent('my-sso', 'Production', 'ReadOnly'), aRecent('my-sso', null, 'PowerUser')],
    });
    expect(lines(menu(state)).slice(4, 20)).toEqual([
      'Production · ReadOnly',
      '  Copy credentials',
      '  Copy as',
      '    Shell variables (export)',
      '    Shell variables (no export)',
      '    fish',
      '    PowerShell',
      '    Windows command prompt',
      '    .env file',
      '    AWS credentials file',
      '    JSON',
      '    credential_process JSON',
      '  Open console',
      '111122223333 · PowerUser',
      '  Copy credentials',
      '  Copy as',
    ]);
  });

  it('says first which production credentials are about, and until when', () => {
    const role = { ...aRecent('my-sso', 'Production', 'Admin'), expiresAt: instant(noon + HOUR) };
    const one = aState({ production: [role] });
    const two = aState({
      production: [role, { ...role, roleName: 'Deploy', expiresAt: instant(noon + 2 * HOUR) }],
    });
    const over = aState({ production: [{ ...role, expiresAt: noon }] });
    expect([one, two, over].map((state) => lines(menu(state))[0])).toEqual([
      'Production credentials of Production · Admin until 13:00',
      'Production credentials of 2 roles until 14:00',
      'Open Latchkey',
    ]);
  });

  it('tells what has changed among the roles of a session, and leads there', () => {
    const changes = {
      addedRoles: 3,
      removedRoles: 1,
      addedAccounts: 0,
      removedAccounts: 0,
      firstAdded: [],
      firstRemoved: [],
      foundAt: noon,
    };
    const state = aState({
      sessions: [aSession('my-sso', active(noon + HOUR))],
      accessChanges: { [idOf('my-sso')]: changes },
    });
    expect(actionsOf(menu(state))[0]).toEqual([
      'my-sso — 3 roles added, 1 removed',
      { type: 'open-window', view: 'roles' },
    ]);
  });

  it('offers roles with a star first, each once', () => {
    const { weight: _weight, usedAt: _usedAt, ...starred } = aRecent('my-sso', 'Staging', 'ReadOnly');
    const state = aState({
      sessions: [aSession('my-sso', active(noon + HOUR))],
      favourites: [starred],
      recents: [aRecent('my-sso', 'Production', 'Admin'), aRecent('my-sso', 'Staging', 'ReadOnly')],
    });
    expect(lines(menu(state)).filter((line) => /^\w+ ·/.test(line))).toEqual([
      'Staging · ReadOnly',
      'Production · Admin',
    ]);
  });

  it('a click means what its label says', () => {
    const state = aState({
      sessions: [aSession('my-sso', active(noon + HOUR))],
      recents: [aRecent('my-sso', 'Production', 'ReadOnly')],
    });
    const role = { sessionId: idOf('my-sso'), accountId: '111122223333', roleName: 'ReadOnly' };
    const sessionId = idOf('my-sso');
    expect(actionsOf(menu(state)).filter((_, index) => index < 5 || index > 11)).toEqual([
      ['Sign in again', { type: 'sign-in', sessionId }],
      ['Sign out', { type: 'sign-out', sessionId }],
      ['Copy credentials', { type: 'copy-credentials', role, format: 'env' }],
      ['Shell variables (export)', { type: 'copy-credentials', role, format: 'env' }],
      ['Shell variables (no export)', { type: 'copy-credentials', role, format: 'env-no-export' }],
      ['Open console', { type: 'open-console', role }],
      ['Open Latchkey', { type: 'open-window', view: null }],
      ['Add session…', { type: 'open-window', view: 'add-session' }],
      ['Settings…', { type: 'open-window', view: 'settings' }],
      ['Quit', { type: 'quit' }],
    ]);
  });

  it('copies for PowerShell on Windows', () => {
    const state = aState({
      about: { ...aState().about, platform: 'win32' },
      sessions: [aSession('my-sso', active(noon + HOUR))],
      recents: [aRecent('my-sso', 'Production', 'ReadOnly')],
    });
    expect(actionsOf(menu(state))[2]).toEqual([
      'Copy credentials',
      expect.objectContaining({ format: 'powershell' }),
    ]);
  });

  it.each([
    ['signed out', { state: 'signed-out', error: null } as const],
    ['over but not yet told so', active(noon)],
  ])('says why credentials cannot be copied from a session that is %s', (_what, phase) => {
    const state = aState({
      sessions: [aSession('my-sso', phase)],
      recents: [aRecent('my-sso', 'Production', 'ReadOnly')],
    });
    expect(lines(menu(state))).toEqual(
      expect.arrayContaining([
        '  [Copy credentials — sign in first]',
        '  [Copy as — sign in first]',
        '  [Open console — sign in first]',
      ]),
    );
  });

  it('tells apart the same role of two sessions, and forgets roles of sessions that are gone', () => {
    const state = aState({
      sessions: [aSession('one'), aSession('two')],
      recents: [
        aRecent('one', 'Production', 'Admin'),
        aRecent('two', 'Production', 'Admin'),
        aRecent('gone', 'Production', 'Admin'),
      ],
    });
    expect(lines(menu(state)).filter((line) => /^\S.*Admin/.test(line))).toEqual([
      'Production · Admin (one)',
      'Production · Admin (two)',
    ]);
  });

  it('stays short', () => {
    const state = aState({
      sessions: [aSession('my-sso')],
      recents: Array.from({ length: 40 }, (_, index) => aRecent('my-sso', `Account ${index}`, 'Admin')),
    });
    expect(lines(menu(state)).filter((line) => line.startsWith('Account'))).toHaveLength(6);
  });

  it('puts the day in front of a clock of another day', () => {
    const state = aState({ sessions: [aSession('my-sso', active(noon + DAY))] });
    expect(lines(menu(state))[0]).toBe('my-sso — until Mon 12:00');
  });

  it('says that a token is over as soon as it is', () => {
    const state = aState({ sessions: [aSession('my-sso', active(noon))] });
    expect(lines(menu(state))[0]).toBe('my-sso — ended 12:00');
  });

  it.each([
    ['R&D', 'R&&D — signed out'],
    ['a&&b', 'a&&&&b — signed out'],
    ['{{time}} $t(tray.quit)', '{{time}} $t(tray.quit) — signed out'],
    ['two\nlines\tand\u0000more', 'two lines and more — signed out'],
    ['\u202Eevil\u202C', 'evil — signed out'],
    ['zero\u200Bwidth', 'zero width — signed out'],
    ['n'.repeat(60), `${'n'.repeat(47)}… — signed out`],
    ['😀'.repeat(60), `${'😀'.repeat(47)}… — signed out`],
  ])('shows the name %j as text', (name, label) => {
    expect(lines(menu(aState({ sessions: [aSession(name)] })))[0]).toBe(label);
  });

  it('holds no code, link or token, nor anything else it need not show (R-25)', () => {
    const state = aState({
      sessions: [
        aSession('my-sso', signingIn('https://canary.example/…'), {
          startUrl: 'https://canary-start.awsapps.com/start',
          identity: { accountId: '999999999999', arn: 'arn:aws:canary', name: 'canary-name' },
        }),
      ],
      practice: { origin: 'http://127.0.0.1:1/canary', home: '/canary' },
    });
    expect(JSON.stringify(menu(state))).not.toMatch(/canary|ABCD-EFGH|999999999999/);
  });
});
