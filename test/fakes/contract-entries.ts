import { contract, type CallEntry, type EventEntry } from '../../shared/ipc/contract.ts';
import type { Schema } from '../../shared/ipc/schemas.ts';
import { channelName } from '../../shared/ipc/types.ts';

export interface NamedCall {
  readonly channel: string;
  readonly group: string;
  readonly name: string;
  readonly entry: CallEntry<Schema, Schema>;
}

export interface NamedEvent {
  readonly channel: string;
  readonly group: string;
  readonly name: string;
  readonly entry: EventEntry<Schema>;
}

const all = Object.entries(contract).flatMap(([group, entries]) =>
  Object.entries(entries as Record<string, CallEntry<Schema, Schema> | EventEntry<Schema>>).map(
    ([name, entry]) => ({ channel: channelName(group, name), group, name, entry }),
  ),
);

/** Every call of the contract. */
export const contractCalls = all.filter((named): named is NamedCall => named.entry.kind === 'call');

/** Every event of the contract. */
export const contractEvents = all.filter((named): named is NamedEvent => named.entry.kind === 'event');

const sessionId = '0123456789abcdef';
const accountId = '111122223333';
const profile = { name: 'prod', sessionId, accountId, roleName: 'Admin', region: null, output: null };

/** Arguments that each call accepts. */
export const validArguments: Readonly<Record<string, unknown>> = {
  'app/state.current': {},
  'app/sessions.addAws': {
    name: 'my-sso',
    startUrl: 'https://example.awsapps.com/start',
    region: 'eu-central-1',
    scopes: null,
  },
  'app/sessions.addPractice': { name: 'practice', accounts: 3, rolesPerAccount: 2 },
  'app/sessions.remove': { sessionId },
  'app/signIn.start': { sessionId },
  'app/signIn.cancel': { sessionId },
  'app/signIn.copyLink': { sessionId },
  'app/signIn.openLink': { sessionId },
  'app/signIn.signOut': { sessionId },
  'app/catalog.read': { sessionId, generation: 1, offset: 0 },
  'app/catalog.refresh': { sessionId },
  'app/credentials.copy': { sessionId, accountId, roleName: 'Admin', format: 'env' },
  'app/profiles.list': {},
  'app/profiles.suggest': { sessionId, accountId, roleName: 'Admin' },
  'app/profiles.preview': profile,
  'app/profiles.save': { input: profile, digest: 'digest' },
  'app/profiles.previewRemoval': { name: 'prod' },
  'app/profiles.remove': { name: 'prod' },
  'app/profiles.undo': {},
  'app/app.copyText': { text: 'aws s3 ls' },
  'app/app.quit': {},
};
