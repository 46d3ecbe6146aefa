import { describe, expect, it } from 'vitest';
import { copyFormats, copyFormatsOf, formatRoleKeys } from '../../../shared/credentials/copy-formats.ts';
import { instant } from '../../../shared/model/instant.ts';

const keys = {
  accessKeyId: 'STS.id',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiresAt: instant(Date.UTC(2026, 0, 2, 3, 4, 5)),
  accountId: '1600000000000000',
};

describe('the forms that keys can be copied in', () => {
  it('are told by cloud, and each is known once', () => {
    expect(copyFormatsOf('aws')).toContain('process');
    expect(copyFormatsOf('aliyun')).toContain('credentials-uri');
    expect(new Set(copyFormats).size).toBe(copyFormats.length);
  });

  it.each(['aws', 'aliyun'] as const)('all make a text for keys of %s, or are refused by name', (cloud) => {
    for (const format of copyFormats) {
      const isOwn = (copyFormatsOf(cloud) as readonly string[]).includes(format);
      expect(formatRoleKeys(cloud, keys, format, { region: null })).toMatchObject(
        isOwn
          ? { ok: true, value: expect.stringContaining('STS.id') as string }
          : { ok: false, error: { code: 'input.format-other-cloud', params: { format } } },
      );
    }
  });

  it('use the names of the cloud that the keys are of', () => {
    const env = (cloud: 'aws' | 'aliyun') =>
      formatRoleKeys(cloud, keys, 'env', { region: 'cn-hangzhou' }).ok &&
      JSON.stringify(formatRoleKeys(cloud, keys, 'env', { region: 'cn-hangzhou' }));
    expect([env('aws'), env('aliyun')]).toEqual([
      expect.stringMatching(/AWS_SESSION_TOKEN=.*AWS_REGION=/),
      expect.stringMatching(/ALIBABA_CLOUD_SECURITY_TOKEN=.*ALIBABA_CLOUD_REGION_ID=/),
    ]);
  });
});
