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

const aliyunProfile = {
  name: 'work',
  sessionId,
  delivery: 'native',
  accountId: null,
  roleName: null,
  region: 'cn-hangzhou',
  language: null,
  makeCurrent: true,
};

const generation = {
  sessionId,
  template: null,
  region: 'eu-central-1',
  output: null,
  search: 'prod',
  again: false,
};

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
  'app/sessions.previewRemoval': { sessionId },
  'app/sessions.remove': { sessionId, digest: 'digest', confirmed: true },
  'app/sessions.previewRename': { sessionId, newName: 'other' },
  'app/sessions.rename': { sessionId, newName: 'other', digest: 'digest', confirmed: false },
  'app/aliyun.addOAuth': { name: 'acme-cn', site: 'CN', region: 'cn-hangzhou' },
  'app/aliyun.addCloudSso': {
    name: 'acme-sso',
    signInUrl: 'https://signin-cn-shanghai.alibabacloudsso.com/acme/login',
  },
  'app/aliyun.addStsToken': { name: 'pasted', region: 'cn-hangzhou', source: { type: 'clipboard' } },
  'app/aliyun.replaceStsToken': { sessionId, source: { type: 'text', text: 'export A=b' } },
  'app/aliyun.previewPaste': { source: { type: 'text', text: 'export A=b' } },
  'app/aliyun.openAdministratorPage': { site: 'CN', page: 'assign' },
  'app/aliyun.addPractice': { name: 'practice-cn', kind: 'oauth', site: 'CN' },
  'app/sessionSettings.previewEdit': { sessionId, changes: { region: 'eu-west-1' } },
  'app/sessionSettings.edit': {
    sessionId,
    changes: { sessionDuration: 3_600_000, endpointVariant: { fips: true } },
    digest: null,
    confirmed: false,
    signOut: false,
  },
  'app/sessionSettings.previewSection': { sessionId },
  'app/sessionSettings.writeSection': { sessionId, digest: 'digest', confirmed: true },
  'app/signIn.start': { sessionId },
  'app/signIn.cancel': { sessionId },
  'app/signIn.copyLink': { sessionId },
  'app/signIn.openLink': { sessionId },
  'app/signIn.pasteCallback': { sessionId, address: 'http://127.0.0.1:12345/cli/callback?code=c&state=s' },
  'app/signIn.renew': { sessionId },
  'app/signIn.signOut': { sessionId },
  'app/signIn.signOutAll': {},
  'app/found.list': {},
  'app/found.use': { names: ['corp'] },
  'app/found.dismiss': {},
  'app/found.manage': { type: 'profile', name: 'prod' },
  'app/found.letGo': { type: 'session', name: 'corp' },
  'app/found.followFile': { sessionId },
  'app/catalog.read': { sessionId, generation: 1, offset: 0 },
  'app/catalog.refresh': { sessionId },
  'app/credentials.copy': { sessionId, accountId, roleName: 'Admin', format: 'env' },
  'app/profiles.list': {},
  'app/profiles.suggest': { sessionId, accountId, roleName: 'Admin' },
  'app/profiles.preview': profile,
  'app/profiles.save': { input: profile, digest: 'digest' },
  'app/profiles.previewRemoval': { name: 'prod' },
  'app/profiles.remove': { name: 'prod', digest: 'digest', confirmed: true },
  'app/profiles.details': { name: 'prod' },
  'app/profiles.previewRename': { name: 'prod', newName: 'live' },
  'app/profiles.rename': { name: 'prod', newName: 'live', digest: 'digest', confirmed: false },
  'app/profiles.previewDefault': { name: 'prod' },
  'app/profiles.makeDefault': { name: 'prod', digest: 'digest', confirmed: false },
  'app/profiles.previewAliyun': aliyunProfile,
  'app/profiles.saveAliyun': { input: aliyunProfile, digest: 'digest', confirmed: false },
  'app/profiles.aliyunDetails': { name: 'work' },
  'app/profiles.previewFileRepair': { practice: false },
  'app/profiles.repairFile': { practice: false, digest: 'digest', confirmed: true },
  'app/profiles.previewGenerate': generation,
  'app/profiles.generate': { input: generation, digest: 'digest', confirmed: true },
  'app/profiles.previewPrune': { sessionId },
  'app/profiles.prune': { sessionId, digest: 'digest', confirmed: false },
  'app/credentials.copySession': { sessionId, format: 'env' },
  'app/credentials.copyProfile': { name: 'prod', format: 'env' },
  'app/profiles.previewUndo': {},
  'app/profiles.undo': { digest: null, confirmed: false },
  'app/console.open': {
    target: { type: 'role', role: { sessionId, accountId, roleName: 'Admin' } },
    place: { service: 'ec2', region: 'eu-west-1' },
  },
  'app/access.changes': { sessionId },
  'app/access.dismiss': { sessionId },
  'app/favourites.set': { sessionId, accountId, roleName: 'Admin', starred: true },
  'app/preferences.change': { profileNameTemplate: '{account}_{role}' },
  'app/identity.accept': { sessionId },
  'app/browsers.list': {},
  'app/browsers.choose': {
    sessionId,
    choice: { type: 'installed', id: 'firefox', privateWindow: true, profile: null },
  },
  'app/network.change': { proxyUrl: 'http://proxy.example:8080', noProxy: null, caBundle: '~/ca.pem' },
  'app/app.copyText': { text: 'aws s3 ls' },
  'app/app.quit': {},
};
