import { useEffect, useRef, useState } from 'react';
import { assertNever } from '../shared/model/assert-never.ts';
import { ToastArea } from './components/toast-area.tsx';
import { AddSessionSheet } from './features/add-session/add-session-sheet.tsx';
import { FirstStart } from './features/first-start/first-start.tsx';
import { ProfilesView } from './features/profiles/profiles-view.tsx';
import { ProfileRemoval } from './features/removal/profile-removal.tsx';
import { SessionRemoval } from './features/removal/session-removal.tsx';
import { RolesView } from './features/roles/roles-view.tsx';
import { SaveProfileSheet } from './features/save-profile/save-profile-sheet.tsx';
import { SessionAnnouncer } from './features/sessions/session-announcer.tsx';
import { Shell, type View } from './features/shell/shell.tsx';
import { SettingsView } from './features/settings/settings-view.tsx';
import { SignInSheet } from './features/sign-in/sign-in-sheet.tsx';
import { OverlayProvider, type Overlay } from './state/overlay.tsx';
import { useAppState, useBridge, useReady } from './state/services.tsx';

/** The whole window. */
export function App() {
  const bridge = useBridge();
  const ready = useReady();
  const [view, setView] = useState<View>('roles');
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  useEffect(
    () =>
      bridge.app.showView((event) => {
        if (event.view === 'add-session') {
          setOverlay({ type: 'add-session', cloud: null });
          return;
        }
        setOverlay(null);
        setView(event.view);
      }),
    [bridge],
  );
  const hadOverlay = useRef(false);
  useEffect(() => {
    const closed = hadOverlay.current && overlay === null;
    hadOverlay.current = overlay !== null;
    // What a dialog was opened from may be gone by now, as the doors are after the first session.
    if (closed && document.activeElement === document.body) document.querySelector('main')?.focus();
  }, [overlay]);
  return (
    <ToastArea>
      <OverlayProvider value={setOverlay}>
        <Shell view={view} onView={setView}>
          {ready && <ViewPart view={view} />}
        </Shell>
        {ready && <SessionAnnouncer />}
        {ready && overlay !== null && <OverlayPart key={keyOf(overlay)} overlay={overlay} />}
      </OverlayProvider>
    </ToastArea>
  );
}

function ViewPart({ view }: { readonly view: View }) {
  switch (view) {
    case 'roles':
      return <RolesOrStart />;
    case 'profiles':
      return <ProfilesView />;
    case 'settings':
      return <SettingsView />;
    default:
      return assertNever(view);
  }
}

function RolesOrStart() {
  const empty = useAppState((state) => state.sessions.length === 0);
  return empty ? <FirstStart /> : <RolesView />;
}

function OverlayPart({ overlay }: { readonly overlay: Overlay }) {
  switch (overlay.type) {
    case 'add-session':
      return <AddSessionSheet cloud={overlay.cloud} />;
    case 'sign-in':
      return <SignInSheet sessionId={overlay.sessionId} start={overlay.start} />;
    case 'sign-out':
      return <SessionRemoval sessionId={overlay.sessionId} what="sign-out" />;
    case 'remove-session':
      return <SessionRemoval sessionId={overlay.sessionId} what="remove" />;
    case 'save-profile':
      return <SaveProfileSheet role={overlay.role} accountName={overlay.accountName} />;
    case 'remove-profile':
      return <ProfileRemoval name={overlay.name} />;
    default:
      return assertNever(overlay);
  }
}

/** A new overlay of the same kind starts afresh. */
function keyOf(overlay: Overlay): string {
  return JSON.stringify(overlay);
}
