import type { AliyunExportFormat } from '../../shared/credentials/aliyun-export-formats.ts';
import type { CopyFormat } from '../../shared/credentials/copy-formats.ts';
import type { RoleRef } from '../../shared/model/catalog.ts';
import type { SessionId } from '../../shared/model/session.ts';
import { menuLabel } from './label.ts';

/** What a click on an item means. */
export type TrayAction =
  | {
      readonly type: 'sign-in' | 'cancel-sign-in' | 'copy-link' | 'sign-out' | 'accept-identity' | 'renew';
      readonly sessionId: SessionId;
    }
  | { readonly type: 'copy-credentials'; readonly role: RoleRef; readonly format: CopyFormat }
  | { readonly type: 'copy-session'; readonly sessionId: SessionId; readonly format: AliyunExportFormat }
  | { readonly type: 'open-console'; readonly role: RoleRef }
  | {
      readonly type: 'open-window';
      readonly view: 'add-session' | 'settings' | 'roles' | 'sign-out-all' | null;
    }
  | { readonly type: 'quit' };

export type TrayItem =
  | { readonly type: 'separator' }
  | { readonly type: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }
  /** Without an action it is disabled, and its label says why. */
  | { readonly type: 'item'; readonly label: string; readonly action: TrayAction | null };

export function item(label: string, action: TrayAction | null): TrayItem {
  return { type: 'item', label: menuLabel(label), action };
}

export function submenu(label: string, items: readonly TrayItem[]): TrayItem {
  return { type: 'submenu', label: menuLabel(label), items };
}
