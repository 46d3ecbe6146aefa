import { useEffect, useRef, useState } from 'react';
import { assertNever } from '../shared/model/assert-never.ts';
import { ToastArea } from './components/toast-area.tsx';
import { AccessSheet } from './features/access/access-sheet.tsx';
import { AddSessionSheet } from './features/add-session/add-session-sheet.tsx';
import { AdministratorSheet } from './features/aliyun/administrator-sheet.tsx';
import { EditAliyunProfile, SaveAliyunProfile } from './features/aliyun/aliyun-profile-sheets.tsx';
import { OpenConsoleSheet } from './features/console/open-console-sheet.tsx';
import { FirstStart } from './features/first-start/first-start.tsx';
import { FoundSheet } from './features/found/found-sheet.tsx';
import { GenerateSheet } from './features/generate/generate-sheet.tsx';
import { PruneSheet } from './features/generate/prune-sheet.tsx';
import { DefaultProfile } from './features/profile-change/default-profile.tsx';
import { RemoveProfile } from './features/profile-change/remove-profile.tsx';
import { RepairFile } from './features/profile-change/repair-file.tsx';
import { RenameProfile } from './features/profile-change/rename-profile.tsx';
import { RenameSession } from './features/profile-change/rename-session.tsx';
import { UndoChange } from './features/profile-change/undo-change.tsx';
import { Guard } from './features/guard/guard.tsx';
import { ProfilesView } from './features/profiles/profiles-view.tsx';
import { SessionRemoval, SessionSignOut } from './features/removal/session-removal.tsx';
import { SignOutAll } from './features/removal/sign-out-all.tsx';
import { RolesView } from './features/roles/roles-view.tsx';
import { EditProfileSheet, SaveProfileSheet } from './features/save-profile/save-profile-sheet.tsx';
import { SessionSettingsSheet } from './features/session-settings/session-settings-sheet.tsx';
import { WriteSection } from './features/session-settings/write-section.tsx';
import { SessionBrowserSheet } from './features/session-browser/session-browser-sheet.tsx';
import { SessionAnnouncer } from './features/sessions/session-announcer.tsx';
import { Shell, type View } from './features/shell/shell.tsx';
import { SettingsView } from './features/settings/settings-view.tsx';
import { SignInSheet } from './features/sign-in/sign-in-sheet.tsx';
import { OverlayProvider, useShowOverlay, type Overlay } from './state/overlay.tsx';
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
        if (event.view === 'sign-out-all') {
          setOverlay({ type: 'sign-out-all' });
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
        <Guard>
          <Shell view={view} onView={setView}>
            {ready && <ViewPart view={view} />}
          </Shell>
          {ready && <SessionAnnouncer />}
          {ready && overlay !== null && <OverlayPart key={keyOf(overlay)} overlay={overlay} />}
        </Guard>
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
  const showOverlay = useShowOverlay();
  switch (overlay.type) {
    case 'add-session':
      return <AddSessionSheet cloud={overlay.cloud} />;
    case 'sign-in':
      return <SignInSheet sessionId={overlay.sessionId} start={overlay.start} />;
    case 'session-browser':
      return <SessionBrowserSheet sessionId={overlay.sessionId} />;
    case 'sign-out':
      return <SessionSignOut sessionId={overlay.sessionId} />;
    case 'remove-session':
      return <SessionRemoval sessionId={overlay.sessionId} />;
    case 'sign-out-all':
      return <SignOutAll />;
    case 'found':
      return <FoundSheet />;
    case 'save-profile':
      return <SaveProfileSheet role={overlay.role} accountName={overlay.accountName} />;
    case 'open-console':
      return <OpenConsoleSheet target={overlay.target} name={overlay.name} />;
    case 'edit-profile':
      return overlay.cloud === 'aliyun' ? (
        <EditAliyunProfile name={overlay.name} />
      ) : (
        <EditProfileSheet name={overlay.name} />
      );
    case 'rename-profile':
      return <RenameProfile name={overlay.name} cloud={overlay.cloud} />;
    case 'default-profile':
      return <DefaultProfile name={overlay.name} cloud={overlay.cloud} />;
    case 'remove-profile':
      return <RemoveProfile name={overlay.name} cloud={overlay.cloud} />;
    case 'generate-profiles':
      return <GenerateSheet sessionId={overlay.sessionId} added={overlay.added === true} />;
    case 'prune-profiles':
      return <PruneSheet sessionId={overlay.sessionId} />;
    case 'rename-session':
      return <RenameSession sessionId={overlay.sessionId} />;
    case 'session-settings':
      return <SessionSettingsSheet sessionId={overlay.sessionId} />;
    case 'write-section':
      return <WriteSection sessionId={overlay.sessionId} />;
    case 'access-changes':
      return <AccessSheet sessionId={overlay.sessionId} />;
    case 'aliyun-administrators':
      return (
        <AdministratorSheet
          site={overlay.site}
          onClose={() => {
            showOverlay(null);
          }}
        />
      );
    case 'save-aliyun-profile':
      return <SaveAliyunProfile sessionId={overlay.sessionId} role={overlay.role} />;
    case 'repair-file':
      return <RepairFile practice={overlay.practice} />;
    case 'undo-change':
      return <UndoChange />;
    default:
      return assertNever(overlay);
  }
}

/** A new overlay of the same kind starts afresh. */
function keyOf(overlay: Overlay): string {
  return JSON.stringify(overlay);
}
