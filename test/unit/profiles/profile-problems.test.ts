import { describe, expect, it } from 'vitest';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { setUp } from './profile-setup.ts';

const session = '[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n';
const role = 'sso_session = s\nsso_account_id = 111122223333\nsso_role_name = R\n';

/** The codes of a profile `p` in these files, and whether it counts as usable. */
async function problemsOf(config: string, credentials?: string) {
  const { row } = await setUp({ config, ...(credentials === undefined ? {} : { credentials }) });
  const found = await row('p');
  return [found?.valid, ...(found?.problems.map((problem) => problem.code) ?? [])];
}

// The rows of protocol/aws.md §6 and the spellings of §5.1 on which readers differ.
describe('what is wrong with a profile', () => {
  it.each([
    ['nothing', `[profile p]\n${role}${session}`, [true]],
    [
      'static keys beside the sign-in',
      `[profile p]\n${role}aws_access_key_id = A\n${session}`,
      [false, 'config.mixed-static-keys'],
    ],
    [
      'credential_process beside the sign-in',
      `[profile p]\n${role}credential_process = x\n${session}`,
      [false, 'config.mixed-process'],
    ],
    [
      'role_arn alone beside the sign-in',
      `[profile p]\n${role}role_arn = x\n${session}`,
      [false, 'config.mixed-role-alone'],
    ],
    [
      'role_arn and source_profile beside the sign-in',
      `[profile p]\n${role}role_arn = x\nsource_profile = q\n[profile q]\n${role}${session}`,
      [false, 'config.mixed-role-chain'],
    ],
    [
      'login_session beside the sign-in',
      `[profile p]\n${role}login_session = x\n${session}`,
      [true, 'config.mixed-login-session'],
    ],
    ['a session alone', `[profile p]\nsso_session = s\n${session}`, [true, 'config.bearer-only']],
    [
      'an address and a region alone',
      '[profile p]\nsso_start_url = x\nsso_region = y\n',
      [true, 'config.bearer-only'],
    ],
    [
      'an account without a role',
      `[profile p]\nsso_session = s\nsso_account_id = 1\n${session}`,
      [false, 'config.role-incomplete'],
    ],
    [
      'a role without an account',
      `[profile p]\nsso_session = s\nsso_role_name = R\n${session}`,
      [false, 'config.role-incomplete'],
    ],
    ['no session section', `[profile p]\n${role}`, [false, 'config.session-section-missing']],
    [
      'a session without a region',
      `[profile p]\n${role}[sso-session s]\nsso_start_url = x\n`,
      [false, 'config.session-section-incomplete'],
    ],
    [
      'an address that differs from the session’s',
      `[profile p]\n${role}sso_start_url = y\n${session}`,
      [false, 'config.mixed-session-differs'],
    ],
    [
      'the address of the session once more',
      `[profile p]\n${role}sso_start_url = https://x.awsapps.com/start\n${session}`,
      [true],
    ],
    [
      'a region that differs from one in the session',
      `[profile p]\n${role}region = a\n${session}region = b\n`,
      [false, 'config.mixed-session-differs'],
    ],
    [
      'an address without a region',
      '[profile p]\nsso_start_url = x\nsso_account_id = 1\nsso_role_name = R\n',
      [false, 'config.legacy-incomplete'],
    ],
    [
      'a source profile that is not there',
      '[profile p]\nrole_arn = x\nsource_profile = q\n',
      [false, 'config.source-profile-missing'],
    ],
    [
      'a chain that works',
      `[profile p]\nrole_arn = x\nsource_profile = q\n[profile q]\n${role}${session}`,
      [true],
    ],
    [
      'a role of the instance',
      '[profile p]\nrole_arn = x\ncredential_source = Ec2InstanceMetadata\n',
      [true],
    ],
    [
      'a [DEFAULT] section',
      `[DEFAULT]\nregion = x\n[profile p]\n${role}${session}`,
      [false, 'config.mixed-defaults'],
    ],
    [
      'a key in capital letters',
      `[profile p]\n${role}Region = x\n${session}`,
      [false, 'config.mixed-key-case'],
    ],
    ['two blanks in the header', `[profile  p]\n${role}${session}`, [false, 'config.mixed-header']],
    ['quotes in the header', `[profile "p"]\n${role}${session}`, [false, 'config.mixed-header']],
    [
      'two spellings of the header',
      `[profile  p]\n${role}[profile p]\n${role}${session}`,
      [false, 'config.mixed-profile-twice'],
    ],
  ])('%s', async (_what, config, expected) => {
    expect(await problemsOf(config)).toEqual(expected);
  });

  it('keys of that name in the credentials file', async () => {
    expect(await problemsOf(`[profile p]\n${role}${session}`, '[p]\naws_access_key_id = A\n')).toEqual([
      false,
      'config.shadowed-by-credentials',
    ]);
  });

  it('several things at once, the worst first', async () => {
    const config = `[DEFAULT]\nduck = 1\n[profile p]\n${role}aws_access_key_id = A\ncredential_process = x\nsso_region = elsewhere\n${session}`;
    expect(await problemsOf(config)).toEqual([
      false,
      'config.mixed-session-differs',
      'config.mixed-process',
      'config.mixed-static-keys',
      'config.mixed-defaults',
    ]);
  });

  it('the default profile in both spellings', async () => {
    const { row } = await setUp({ config: `[default]\nregion = a\n[profile default]\n${role}${session}` });
    expect(await row('default')).toMatchObject({
      current: true,
      valid: false,
      accountId: '111122223333',
      problems: [{ code: 'config.mixed-default-twice' }],
    });
  });

  it('is told with what each reader does and the next step', async () => {
    const { row } = await setUp({ config: `[profile p]\n${role}credential_process = x\n${session}` });
    const problem = (await row('p'))?.problem;
    if (problem == null) throw new Error('no problem');
    const { message, hint } = translateError(createTranslate('en'), problem);
    expect([message, hint]).toEqual([
      'The profile has a credential_process besides the sign-in.',
      'The JavaScript SDK runs the process, the other tools sign in. Remove one of the two.',
    ]);
  });
});
