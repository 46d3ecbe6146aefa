import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  aliyunExportFormats,
  formatAliyunCredentials,
  type AliyunExportFormat,
} from '../../../shared/credentials/aliyun-export-formats.ts';
import { parsePastedCredentials } from '../../../shared/credentials/pasted-credentials.ts';
import { instant } from '../../../shared/model/instant.ts';

interface FormatCase {
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | null;
  readonly expiration: string | null;
  readonly formats: Readonly<Record<string, { readonly text: string; readonly compare: 'bytes' | 'json' }>>;
}

const { alibaba } = JSON.parse(
  readFileSync(new URL('../../vectors/credential-formats.json', import.meta.url), 'utf8'),
) as { readonly alibaba: readonly FormatCase[] };
const cases = alibaba.flatMap(({ name, formats, expiration, ...keys }) =>
  Object.entries(formats).map(([format, want]) => ({
    name,
    format: format.replace('alibaba-', '') as AliyunExportFormat,
    credentials: { ...keys, expiresAt: expiration === null ? null : instant(Date.parse(expiration)) },
    want,
  })),
);
const some = {
  accessKeyId: 'STS.id',
  accessKeySecret: 's/+=',
  securityToken: 't==',
  expiresAt: instant(Date.UTC(2099, 0, 2, 3, 4, 5, 678)),
};

describe('credentials of Alibaba Cloud are written as its tools read them', () => {
  it.each(cases)('$name as $format', ({ format, credentials, want }) => {
    const text = formatAliyunCredentials(credentials, format);
    if (want.compare === 'json') expect(JSON.parse(text)).toEqual(JSON.parse(want.text));
    else expect(text).toBe(want.text);
  });

  it.each(aliyunExportFormats.filter((format) => format !== 'json' && format !== 'windows-cmd'))(
    'and can be pasted again: %s',
    (format) => {
      const pasted = parsePastedCredentials(formatAliyunCredentials(some, format, { region: 'cn-hangzhou' }));
      expect(pasted).toMatchObject({
        ok: true,
        value: { accessKeyId: 'STS.id', accessKeySecret: 's/+=', securityToken: 't==' },
      });
    },
  );

  it('the json form has the fields of the command line', () => {
    const options = { profileName: 'work', accountId: '1234567890123456' };
    expect(JSON.parse(formatAliyunCredentials(some, 'json', options))).toEqual({
      profile: 'work',
      cloud: 'aliyun',
      accessKeyId: 'STS.id',
      secretAccessKey: 's/+=',
      sessionToken: 't==',
      expiresAt: '2099-01-02T03:04:05Z',
      accountId: '1234567890123456',
    });
  });

  it('nothing that a shell would take apart is ever written', () => {
    expect(() => formatAliyunCredentials({ ...some, securityToken: '$(x)' }, 'env')).toThrow();
  });
});
