import { describe, expect, it } from 'vitest';
import { parsePastedCredentials } from '../../../shared/credentials/pasted-credentials.ts';

const [id, secret, token] = ['STS.NUexample', 'Ab+/cd==', 'CAIS//+tok=='];
const plain = {
  accessKeyId: id,
  accessKeySecret: secret,
  securityToken: token,
  expiresAt: null,
  region: null,
  profileName: null,
};

const cases: readonly (readonly [form: string, text: string, more?: object])[] = [
  [
    'export lines of sh',
    `export ALIBABA_CLOUD_ACCESS_KEY_ID=${id}\nexport ALIBABA_CLOUD_ACCESS_KEY_SECRET="${secret}"\nexport ALIBABA_CLOUD_SECURITY_TOKEN='${token}'\n`,
  ],
  [
    'lines without export',
    `ALICLOUD_ACCESS_KEY_ID=${id}\r\nALICLOUD_ACCESS_KEY_SECRET=${secret}\r\nALICLOUD_SECURITY_TOKEN=${token}`,
  ],
  ['one line of three', `export ACCESS_KEY_ID=${id} ACCESS_KEY_SECRET=${secret} SECURITY_TOKEN=${token}`],
  [
    'fish',
    `set -gx ALIBABA_CLOUD_ACCESS_KEY_ID "${id}"\nset -gx ALIBABA_CLOUD_ACCESS_KEY_SECRET "${secret}"\nset -gx ALIBABA_CLOUD_SECURITY_TOKEN "${token}"`,
  ],
  [
    'PowerShell',
    `$Env:ALIBABA_CLOUD_ACCESS_KEY_ID="${id}"\n$env:ALIBABA_CLOUD_ACCESS_KEY_SECRET = "${secret}"\n$Env:ALIBABA_CLOUD_SECURITY_TOKEN="${token}"`,
  ],
  [
    'cmd',
    `rem keys\nset ALIBABA_CLOUD_ACCESS_KEY_ID=${id}\nset ALIBABA_CLOUD_ACCESS_KEY_SECRET=${secret}\nset ALIBABA_CLOUD_SECURITY_TOKEN=${token}`,
  ],
  [
    'the JSON of AssumeRole',
    JSON.stringify({
      RequestId: 'x',
      AssumedRoleUser: { Arn: 'acs' },
      Credentials: {
        AccessKeyId: id,
        AccessKeySecret: secret,
        SecurityToken: token,
        Expiration: '2026-01-02T03:04:05Z',
      },
    }),
    { expiresAt: Date.UTC(2026, 0, 2, 3, 4, 5) },
  ],
  [
    'the JSON of an exchange',
    JSON.stringify({
      accessKeyId: id,
      accessKeySecret: secret,
      securityToken: token,
      expiration: '2026-01-02T03:04:05Z',
    }),
    { expiresAt: Date.UTC(2026, 0, 2, 3, 4, 5) },
  ],
  [
    'the JSON of a process_command',
    JSON.stringify({ mode: 'StsToken', access_key_id: id, access_key_secret: secret, sts_token: token }),
  ],
  [
    'a configure command',
    `aliyun configure set --profile work --mode StsToken \\\n  --access-key-id ${id} --access-key-secret '${secret}' \\\n  --sts-token "${token}" --region cn-hangzhou`,
    { region: 'cn-hangzhou', profileName: 'work' },
  ],
  [
    'a configure command with equals signs',
    `aliyun configure set --profile=work --access-key-id=${id} --access-key-secret=${secret} --sts-token=${token}`,
    { profileName: 'work' },
  ],
];

describe('pasted credentials', () => {
  it.each(cases.map(([form, text, more = {}]) => ({ form, text, more })))(
    'are read from $form',
    ({ text, more }) => {
      expect(parsePastedCredentials(text)).toEqual({ ok: true, value: { ...plain, ...more } });
    },
  );

  it.each([
    ['a command substitution', 'export ALIBABA_CLOUD_ACCESS_KEY_ID=$(cat id)'],
    ['backticks', 'export ALIBABA_CLOUD_ACCESS_KEY_ID=`cat id`'],
    ['a second command', `export ALIBABA_CLOUD_ACCESS_KEY_ID=${id}; curl evil.example`],
    ['a pipe', `export ALIBABA_CLOUD_ACCESS_KEY_ID=${id} | sh`],
    ['an expansion', 'export ALIBABA_CLOUD_ACCESS_KEY_ID=${HOME}'],
    [
      'a value that could break out of a line',
      JSON.stringify({ accessKeyId: id, accessKeySecret: 'a\nb', securityToken: token }),
    ],
  ])('are refused with %s', (_, text) => {
    expect(parsePastedCredentials(text)).toMatchObject({ ok: false, error: { code: 'paste.unsafe' } });
  });

  it('are refused incomplete, and what is missing is named, never what was there', () => {
    const parsed = parsePastedCredentials(`export ALIBABA_CLOUD_ACCESS_KEY_ID=${id}`);
    expect(parsed).toEqual({
      ok: false,
      error: { code: 'paste.incomplete', params: { missing: 'access key secret, security token' } },
    });
  });

  it.each([['some text'], ['{"a": 1}'], ['{broken'], [''], ["export A='open"]])(
    'are not found in %j',
    (text) => {
      expect(parsePastedCredentials(text)).toMatchObject({
        ok: false,
        error: { code: 'paste.not-recognised' },
      });
    },
  );

  it('are refused above 64 kB', () => {
    expect(parsePastedCredentials('x'.repeat(65_537))).toMatchObject({ error: { code: 'paste.too-large' } });
  });
});
