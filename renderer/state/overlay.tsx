import { createContext, useContext } from 'react';
import type { AliyunSite } from '../../shared/aliyun/sites.ts';
import type { RoleRef } from '../../shared/model/catalog.ts';
import type { ConsoleTarget } from '../../shared/model/console.ts';
import type { Cloud, SessionId } from '../../shared/model/session.ts';

/** What stands over the view; one at a time. */
export type Overlay =
  | { readonly type: 'add-session'; readonly cloud: 'aws' | 'aliyun' | 'practice' | null }
  | { readonly type: 'sign-in'; readonly sessionId: SessionId; readonly start: boolean }
  | { readonly type: 'sign-out'; readonly sessionId: SessionId }
  | { readonly type: 'session-browser'; readonly sessionId: SessionId }
  | { readonly type: 'remove-session'; readonly sessionId: SessionId }
  | { readonly type: 'save-profile'; readonly role: RoleRef; readonly accountName: string | null }
  | { readonly type: 'open-console'; readonly target: ConsoleTarget; readonly name: string }
  | {
      readonly type: 'edit-profile' | 'rename-profile' | 'default-profile' | 'remove-profile';
      readonly name: string;
      readonly cloud: Cloud;
    }
  | {
      readonly type: 'prune-profiles' | 'rename-session' | 'session-settings' | 'write-section';
      readonly sessionId: SessionId;
    }
  | { readonly type: 'generate-profiles'; readonly sessionId: SessionId; readonly added?: true }
  | { readonly type: 'access-changes'; readonly sessionId: SessionId }
  | { readonly type: 'aliyun-administrators'; readonly site: AliyunSite }
  /** `role` is null where the session is one identity. */
  | { readonly type: 'save-aliyun-profile'; readonly sessionId: SessionId; readonly role: RoleRef | null }
  | { readonly type: 'repair-file'; readonly practice: boolean }
  | { readonly type: 'undo-change' }
  | { readonly type: 'found' | 'sign-out-all' };

/** Opens an overlay; null closes it. */
export type ShowOverlay = (overlay: Overlay | null) => void;

const OverlayContext = createContext<ShowOverlay | null>(null);

export const OverlayProvider = OverlayContext.Provider;

export function useShowOverlay(): ShowOverlay {
  const show = useContext(OverlayContext);
  if (show === null) {
    throw new Error('no overlays around this component');
  }
  return show;
}
