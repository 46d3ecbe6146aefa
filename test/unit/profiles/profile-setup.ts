import type { ProfileInput } from '../../../shared/model/profile.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

/** What a caller says who agrees to nothing, and one who agrees to everything. */
export const unconfirmed = { digest: null, confirmed: false };
export const confirmed = { digest: null, confirmed: true };

export const portal = 'https://my-sso-portal.awsapps.com/start';

export const sessionLines = `[sso-session my-sso]
sso_start_url = ${portal}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;

/** The core with one session, signed in, over these files. */
export async function setUp(
  files: { readonly config?: string; readonly credentials?: string } = {},
  kind: 'sso-session' | 'legacy' = 'sso-session',
) {
  const harness = createCoreHarness();
  const credentialsFile = '/home/user/.aws/credentials';
  if (files.config !== undefined) {
    harness.files.foreignWrite(harness.configFile, files.config);
  }
  if (files.credentials !== undefined) {
    harness.files.foreignWrite(credentialsFile, files.credentials);
  }
  const sessionId =
    kind === 'sso-session'
      ? await harness.addSession()
      : valueOf(
          await harness.intents.sessions.addAws(
            { name: 'old-style', startUrl: portal, region: 'us-east-1', scopes: null, kind: 'legacy' },
            window,
          ),
        );
  valueOf(await harness.signIn(sessionId));
  const input = (change: Partial<ProfileInput> = {}): ProfileInput => ({
    name: 'dev',
    sessionId,
    accountId: '111122223333',
    roleName: 'ReadOnly',
    region: 'eu-west-1',
    output: 'json',
    ...change,
  });
  return {
    ...harness,
    credentialsFile,
    sessionId,
    input,
    text: () => harness.files.textOf(harness.configFile),
    save: async (change: Partial<ProfileInput> = {}) =>
      harness.intents.profiles.save(input(change), null, window),
    row: async (name: string) =>
      valueOf(await harness.intents.profiles.list(window)).find((row) => row.name === name),
  };
}
