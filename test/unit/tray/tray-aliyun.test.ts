import { describe, expect, it } from 'vitest';
import { trayIcon } from '../../../electron/app/tray-icon.ts';
import type { TrayItem } from '../../../electron/app/tray-items.ts';
import { trayMenu } from '../../../electron/app/tray-menu.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import { addMillis, HOUR, MINUTE } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { aState, noon } from '../../fakes/app-state-builders.ts';
import { anAliyunSession } from '../../fakes/fake-aliyun-calls.ts';

const t = createTranslate('en');
const style = { locale: 'en', timeZone: 'UTC' };

/** Label and items of the one session's submenu. */
function menuOf(state: AppState) {
  const [first] = trayMenu(state, t, noon, style);
  if (first?.type !== 'submenu') throw new Error('no session');
  return { label: first.label, items: first.items };
}

const labels = (items: readonly TrayItem[]) =>
  items.map((item) => (item.type === 'separator' ? '---' : item.label));

const active = (end: number | null, renewal: number | null): SessionPhase => ({
  state: 'active',
  accessTokenExpiresAt: end === null ? null : addMillis(noon, end),
  renewable: renewal !== null,
  nextRenewalAt: renewal === null ? null : addMillis(noon, renewal),
  sessionEndsEstimate: null,
  error: null,
});

describe('a session of Alibaba Cloud in the tray', () => {
  it('that renews by itself says when, and offers the credentials of its identity', () => {
    const session = anAliyunSession(active(HOUR, 28 * MINUTE));
    const { label, items } = menuOf(aState({ sessions: [session] }));
    expect(label).toMatch(/^acme-cn \(Alibaba Cloud\) — renews 12:28/);
    expect(labels(items)).toEqual(['Copy credentials', 'Copy as', 'Renew now', 'Sign in again', 'Sign out']);
    expect(items[0]).toMatchObject({
      action: { type: 'copy-session', sessionId: session.record.id, format: 'env' },
    });
    expect(items[2]).toMatchObject({ action: { type: 'renew', sessionId: session.record.id } });
  });

  it('of pasted keys says until when, or that nobody knows, and cannot be renewed', () => {
    const known = anAliyunSession(active(HOUR, null), { name: 'pasted', kind: 'sts-token' });
    expect(menuOf(aState({ sessions: [known] })).label).toMatch(/^pasted \(Alibaba Cloud\) — until 13:00/);
    const unknown = anAliyunSession(active(null, null), { name: 'pasted', kind: 'sts-token' });
    const { label, items } = menuOf(aState({ sessions: [unknown] }));
    expect(label).toBe('pasted (Alibaba Cloud) — end not known');
    expect(labels(items)).toEqual(['Copy credentials', 'Copy as', 'Paste new credentials…', 'Sign out']);
    expect(trayIcon(aState({ sessions: [unknown] }), noon)).toBe('active');
  });

  it('that is over needs its person', () => {
    const session = anAliyunSession(
      { state: 'expired', expiredAt: noon, error: null },
      { kind: 'sts-token' },
    );
    expect(labels(menuOf(aState({ sessions: [session] })).items)).toEqual([
      'Paste new credentials…',
      'Sign out',
    ]);
    expect(trayIcon(aState({ sessions: [session] }), noon)).toBe('needs-you');
  });

  it('is asked about where another identity signed in', () => {
    const session = anAliyunSession(active(HOUR, MINUTE));
    const identities = {
      [session.record.id]: { state: 'changed', was: 'alice (1)', now: 'Admin/alice (1)' } as const,
    };
    const { label, items } = menuOf(aState({ sessions: [session], identities }));
    expect(label).toBe('acme-cn — are you Admin/alice (1)?');
    expect(labels(items)).toEqual(['Yes, I am Admin/alice (1)', 'Sign out']);
  });
});
