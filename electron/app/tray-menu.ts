import type { MessageKey, Translate } from '../../shared/i18n/translate.ts';
import { assertNever } from '../../shared/model/assert-never.ts';
import type { AppState, FavouriteRole } from '../../shared/model/app-state.ts';
import type { RoleRef } from '../../shared/model/catalog.ts';
import { copyFormatsOf, type CopyFormat } from '../../shared/credentials/copy-formats.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { Cloud, SessionPhase, SessionView } from '../../shared/model/session.ts';
import { changesText } from '../../shared/access/changes-text.ts';
import { isSameRole } from '../../shared/search/search.ts';
import { timeOfDay, type TimeStyle } from '../../shared/time/absolute-time.ts';
import { nameForLabel } from './label.ts';
import { identitySessionItem } from './tray-identity-items.ts';
import { item, submenu, type TrayAction, type TrayItem } from './tray-items.ts';

export type { TrayAction, TrayItem } from './tray-items.ts';

/** How many roles are offered, those with a star first; the rest is a click away in the window. */
const mostRoles = 6;
const mostFavourites = 12;

/**
 * The whole tray menu (ux.md "Tray menu"): sessions with absolute clocks, recent roles, and the way into the window. It
 * holds names and times only, nothing secret. Labels are ready for a native menu.
 */
export function trayMenu(state: AppState, t: Translate, now: Instant, style: TimeStyle): readonly TrayItem[] {
  const sessions = state.sessions.map(
    (session) => identityItem(state, session, t) ?? sessionItem(state, session, t, now, style),
  );
  return separated([
    [...productionItems(state, t, now, style), ...changeItems(state, t)],
    [...sessions, ...signOutAllItems(state, t)],
    recentItems(state, t, now),
    [
      item(t('tray.openLatchkey'), { type: 'open-window', view: null }),
      item(t('tray.addSession'), { type: 'open-window', view: 'add-session' }),
      item(t('tray.settings'), { type: 'open-window', view: 'settings' }),
      item(t('tray.quit'), { type: 'quit' }),
    ],
  ]);
}

/** Where there is more than one to sign out of. The window asks first, and shows what was taken away. */
function signOutAllItems({ sessions }: AppState, t: Translate): readonly TrayItem[] {
  const open = sessions.filter(({ phase }) => phase.state === 'active' || phase.state === 'expired');
  return open.length < 2 ? [] : [item(t('tray.signOutAll'), { type: 'open-window', view: 'sign-out-all' })];
}

/** Which production credentials are about, and until when. */
function productionItems(
  { production }: AppState,
  t: Translate,
  now: Instant,
  style: TimeStyle,
): readonly TrayItem[] {
  const live = production.filter(({ expiresAt }) => expiresAt > now);
  const [first] = live;
  if (first === undefined) {
    return [];
  }
  const last = live.reduce(
    (latest, { expiresAt }) => (expiresAt > latest ? expiresAt : latest),
    first.expiresAt,
  );
  const time = timeOfDay(last, now, style);
  const label =
    live.length === 1
      ? t('tray.productionOfRole', { ...roleWords(first), time })
      : t('tray.productionOfRoles', { count: live.length, time });
  return [item(label, { type: 'open-window', view: null })];
}

/** What has changed among the roles of each session; the window shows it whole. */
function changeItems(state: AppState, t: Translate): readonly TrayItem[] {
  return state.sessions.flatMap(({ record }) => {
    const changes = state.accessChanges[record.id];
    return changes === undefined
      ? []
      : [
          item(
            t('tray.accessChanged', { name: nameForLabel(record.name), changes: changesText(t, changes) }),
            { type: 'open-window', view: 'roles' },
          ),
        ];
  });
}

/** Whether the session's token is good at `now`; its phase may lag behind the clock by a moment. */
export function isSignedIn(phase: SessionPhase, now: Instant): boolean {
  return (
    phase.state === 'active' && (phase.accessTokenExpiresAt === null || phase.accessTokenExpiresAt > now)
  );
}

/** Somebody else than last time: until that is answered there is nothing else to do with the session. */
function identityItem({ identities }: AppState, { record }: SessionView, t: Translate): TrayItem | null {
  const who = identities[record.id];
  if (who?.state !== 'changed') {
    return null;
  }
  const sessionId = record.id;
  const now = nameForLabel(who.now);
  return submenu(t('tray.session.somebodyElse', { name: nameForLabel(record.name), now }), [
    item(t('tray.acceptIdentity', { now }), { type: 'accept-identity', sessionId }),
    item(t('tray.signOut'), { type: 'sign-out', sessionId }),
  ]);
}

function sessionItem(
  state: AppState,
  { record, phase }: SessionView,
  t: Translate,
  now: Instant,
  style: TimeStyle,
): TrayItem {
  if (record.cloud === 'aliyun' && record.kind !== 'cloud-sso') {
    return identitySessionItem(record, phase, { t, now, style, platform: state.about.platform });
  }
  const sessionId = record.id;
  const own = nameForLabel(record.name);
  const name = record.cloud === 'aliyun' ? t('tray.session.ofAliyun', { name: own }) : own;
  const at = (time: Instant): string => timeOfDay(time, now, style);
  const signIn = item(t('tray.signIn'), { type: 'sign-in', sessionId });
  const again = item(t('tray.signInAgain'), { type: 'sign-in', sessionId });
  const signOut = item(t('tray.signOut'), { type: 'sign-out', sessionId });
  switch (phase.state) {
    case 'signed-out':
      return submenu(t(phase.error === null ? 'tray.session.signedOut' : 'tray.session.failed', { name }), [
        signIn,
      ]);
    case 'signing-in':
      return submenu(t('tray.session.signingIn', { name }), [
        item(t('tray.cancelSignIn'), { type: 'cancel-sign-in', sessionId }),
        phase.linkPreview === null
          ? item(t('tray.copyLinkNotYet'), null)
          : item(t('tray.copyLink'), { type: 'copy-link', sessionId }),
      ]);
    case 'active': {
      const key = isSignedIn(phase, now) ? 'tray.session.until' : 'tray.session.ended';
      const end = phase.accessTokenExpiresAt;
      const label = end === null ? t('tray.session.openEnd', { name }) : t(key, { name, time: at(end) });
      return submenu(label, [again, signOut]);
    }
    case 'expired':
      return submenu(t('tray.session.ended', { name, time: at(phase.expiredAt) }), [again, signOut]);
    default:
      return assertNever(phase);
  }
}

function recentItems(state: AppState, t: Translate, now: Instant): readonly TrayItem[] {
  const { favourites, recents } = state;
  const offered = [
    ...favourites,
    ...recents.filter((recent) => !favourites.some((favourite) => isSameRole(favourite, recent))),
  ];
  const known = offered
    .flatMap((recent: FavouriteRole) => {
      const session = state.sessions.find((each) => each.record.id === recent.sessionId);
      return session === undefined ? [] : [{ recent, session }];
    })
    .slice(0, Math.max(mostRoles, Math.min(favourites.length, mostFavourites)));
  const plain = known.map(({ recent }) => t('tray.role', roleWords(recent)));
  return known.map(({ recent, session }, index) => {
    const own = plain[index] ?? '';
    const isAmbiguous = plain.filter((label) => label === own).length > 1;
    const label = isAmbiguous
      ? t('tray.roleOfSession', { ...roleWords(recent), session: nameForLabel(session.record.name) })
      : own;
    return submenu(
      label,
      roleItems(recent, session.record.cloud, state.about.platform, isSignedIn(session.phase, now), t),
    );
  });
}

function roleWords(recent: FavouriteRole): { readonly account: string; readonly role: string } {
  return {
    account: nameForLabel(recent.accountName ?? recent.accountId),
    role: nameForLabel(recent.roleName),
  };
}

function roleItems(
  { sessionId, accountId, roleName }: RoleRef,
  cloud: Cloud,
  platform: string,
  signedIn: boolean,
  t: Translate,
): readonly TrayItem[] {
  if (!signedIn) {
    return [
      item(t('tray.copyCredentialsSignInFirst'), null),
      item(t('tray.copyAsSignInFirst'), null),
      ...(cloud === 'aws' ? [item(t('tray.openConsoleSignInFirst'), null)] : []),
    ];
  }
  const role: RoleRef = { sessionId, accountId, roleName };
  const copy = (format: CopyFormat): TrayAction => ({ type: 'copy-credentials', role, format });
  return [
    item(t('tray.copyCredentials'), copy(usualFormat(platform))),
    submenu(
      t('tray.copyAs'),
      copyFormatsOf(cloud).map((format) =>
        item(t(`tray.formats.${format}` satisfies MessageKey), copy(format)),
      ),
    ),
    // The console of Alibaba Cloud takes no link of ours.
    ...(cloud === 'aws' ? [item(t('tray.openConsole'), { type: 'open-console', role })] : []),
  ];
}

/** The syntax of the shell that most people of a platform have. */
function usualFormat(platform: string): CopyFormat {
  return platform === 'win32' ? 'powershell' : 'env';
}

/** Groups with a line between them; an empty group leaves none. */
function separated(groups: readonly (readonly TrayItem[])[]): readonly TrayItem[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index): readonly TrayItem[] =>
      index === 0 ? group : [{ type: 'separator' }, ...group],
    );
}
