import type { Translate } from '../../../shared/i18n/translate.ts';
import { changesText } from '../../../shared/access/changes-text.ts';
import type { AccessChanges } from '../../../shared/model/access-changes.ts';
import type { AppStore } from '../app-store.ts';
import { listedRecordOf } from '../catalog/listed-sessions.ts';
import type { Notifier } from '../ports.ts';

/** Tells once of each set of changes, in the system's notifications; a person who looks at the window sees the card. */
export function createAccessNotice(ports: {
  readonly store: AppStore;
  readonly notifier: Notifier;
  readonly translate: Translate;
  readonly openWindow: (view: 'roles') => void;
}) {
  const { store, notifier, translate: t } = ports;
  return (changes: AccessChanges): void => {
    const session = listedRecordOf(store.current(), changes.sessionId);
    if (session === null || notifier.windowInFront()) {
      return;
    }
    notifier.show({
      title: t('access.noticeTitle', {
        changes: changesText(t, {
          addedRoles: changes.addedRoles.length,
          removedRoles: changes.removedRoles.length,
        }),
      }),
      body: t('access.noticeBody', { name: session.name }),
      onClick: () => {
        ports.openWindow('roles');
      },
    });
  };
}
