import type { Instant } from './instant.ts';
import type { RoleRef } from './catalog.ts';

/**
 * Short-lived keys. They live in the memory of the main process only: never in AppState, over IPC, in logs, menus or
 * notifications.
 */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Instant;
  readonly accountId: string;
}

/** Those of a profile: of pasted keys nobody may know the end, nor whose they are. */
export interface ProfileCredentials extends Omit<RoleCredentials, 'expiresAt' | 'accountId'> {
  readonly expiresAt: Instant | null;
  readonly accountId: string | null;
}

/** What may be told of credentials: whose they are and until when. */
export interface CredentialsView extends RoleRef {
  readonly expiresAt: Instant;
}

export const exportFormats = [
  'env',
  'env-no-export',
  'fish',
  'powershell',
  'windows-cmd',
  'dotenv',
  'credentials-file',
  'json',
  'process',
] as const;

/** The text forms of credentials (protocol/aws.md §7.2). */
export type ExportFormat = (typeof exportFormats)[number];
