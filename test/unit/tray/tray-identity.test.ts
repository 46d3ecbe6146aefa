import { describe, expect, it } from 'vitest';
import { trayIcon } from '../../../electron/app/tray-icon.ts';
import { trayMenu } from '../../../electron/app/tray-menu.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { HOUR } from '../../../shared/model/instant.ts';
import { active, aSession, aState, idOf, noon } from '../../fakes/app-state-builders.ts';

const sessionId = idOf('my-sso');
const asked = aState({
  sessions: [aSession('my-sso', active(noon + HOUR))],
  identities: { [sessionId]: { state: 'changed', was: 'kim', now: 'R&D' } },
});

describe('while it is open who is signed in', () => {
  it('the tray asks, with the answers in the place of everything else', () => {
    const [first] = trayMenu(asked, createTranslate('en'), noon, { locale: 'en', timeZone: 'UTC' });
    expect(first).toEqual({
      type: 'submenu',
      label: 'my-sso — are you R&&D?',
      items: [
        { type: 'item', label: 'Yes, I am R&&D', action: { type: 'accept-identity', sessionId } },
        { type: 'item', label: 'Sign out', action: { type: 'sign-out', sessionId } },
      ],
    });
  });

  it('the icon says that somebody is needed', () => {
    expect(trayIcon(asked, noon)).toBe('needs-you');
    expect(trayIcon(aState({ sessions: asked.sessions }), noon)).toBe('active');
  });
});
