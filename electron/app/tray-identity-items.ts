import type { Translate } from '../../shared/i18n/translate.ts';
import {
  aliyunExportFormats,
  type AliyunExportFormat,
} from '../../shared/credentials/aliyun-export-formats.ts';
import type { AliyunSessionRecord } from '../../shared/model/aliyun-session.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { SessionPhase } from '../../shared/model/session.ts';
import type { TimeStyle } from '../../shared/time/absolute-time.ts';
import { timeOfDay } from '../../shared/time/absolute-time.ts';
import { nameForLabel } from './label.ts';
import { item, submenu, type TrayItem } from './tray-items.ts';

/**
 * A session that signs in as one identity (OAuth, pasted keys): what can be done with it stands in its own submenu, since
 * there are no roles to choose from.
 */
export function identitySessionItem(
  record: AliyunSessionRecord,
  phase: SessionPhase,
  about: {
    readonly t: Translate;
    readonly now: Instant;
    readonly style: TimeStyle;
    readonly platform: string;
  },
): TrayItem {
  const { t, now, style, platform } = about;
  const sessionId = record.id;
  const isPasted = record.kind === 'sts-token';
  const name = t('tray.session.ofAliyun', { name: nameForLabel(record.name) });
  const at = (time: Instant): string => timeOfDay(time, now, style);
  const again = isPasted
    ? item(t('tray.pasteNewKeys'), { type: 'open-window', view: null })
    : item(t('tray.signInAgain'), { type: 'sign-in', sessionId });
  const signOut = item(t('tray.signOut'), { type: 'sign-out', sessionId });
  switch (phase.state) {
    case 'signed-out':
      return submenu(t(phase.error === null ? 'tray.session.signedOut' : 'tray.session.failed', { name }), [
        isPasted ? again : item(t('tray.signIn'), { type: 'sign-in', sessionId }),
      ]);
    case 'signing-in':
      return submenu(t('tray.session.signingIn', { name }), [
        item(t('tray.cancelSignIn'), { type: 'cancel-sign-in', sessionId }),
        phase.linkPreview === null
          ? item(t('tray.copyLinkNotYet'), null)
          : item(t('tray.copyLink'), { type: 'copy-link', sessionId }),
      ]);
    case 'expired':
      return submenu(t('tray.session.ended', { name, time: at(phase.expiredAt) }), [again, signOut]);
    case 'active': {
      const { accessTokenExpiresAt: end, nextRenewalAt } = phase;
      if (end !== null && end <= now) {
        return submenu(t('tray.session.ended', { name, time: at(end) }), [again, signOut]);
      }
      const label =
        nextRenewalAt !== null
          ? t('tray.session.renews', { name, time: at(nextRenewalAt) })
          : end === null
            ? t('tray.session.openEnd', { name })
            : t('tray.session.until', { name, time: at(end) });
      const copy = (format: AliyunExportFormat) => ({ type: 'copy-session', sessionId, format }) as const;
      return submenu(label, [
        item(t('tray.copyCredentials'), copy(platform === 'win32' ? 'powershell' : 'env')),
        submenu(
          t('tray.copyAs'),
          aliyunExportFormats.map((format) => item(t(`tray.formats.${format}`), copy(format))),
        ),
        ...(isPasted ? [] : [item(t('tray.renewNow'), { type: 'renew', sessionId })]),
        again,
        signOut,
      ]);
    }
  }
}
