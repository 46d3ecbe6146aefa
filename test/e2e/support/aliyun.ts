import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { createClock } from '../../../electron/adapters/clock.ts';
import { createCrypto } from '../../../electron/adapters/crypto.ts';
import { createHttp } from '../../../electron/adapters/http.ts';
import { createRandom } from '../../../electron/adapters/random.ts';
import { createScheduler } from '../../../electron/adapters/scheduler.ts';
import type { PracticeCloud } from '../../../electron/practice-cloud/practice-cloud.ts';
import { createAliyunStsCalls } from '../../../electron/providers/aliyun/sts.ts';
import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import type { AlicloudCredentials } from '../../fixtures/aliyun-readers.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import type { Person } from './person.ts';

/** Alibaba Cloud on this machine, outside the app: it goes on when the app has quit. */
export interface Alibaba extends AsyncDisposable {
  readonly cloud: PracticeCloud;
  readonly origin: string;
  /** Binds sessions that are added under them. */
  endpoints(site: AliyunSite): Readonly<Record<string, string>>;
  /** The ARN that STS knows these keys by. */
  whoHas(
    keys: Pick<AlicloudCredentials, 'accessKeyId' | 'accessKeySecret' | 'securityToken'>,
  ): Promise<string>;
}

export async function startAlibaba(): Promise<Alibaba> {
  const practice = await startTestCloud({ now: () => Date.now() });
  const { cloud } = practice;
  const { origin } = new URL(cloud.aliyunEndpoints('CN').signIn);
  return {
    cloud,
    origin,
    endpoints(site) {
      const { signIn, oauth, sts: stsUrl, cloudSso } = cloud.aliyunEndpoints(site);
      return {
        LATCHKEY_ALIYUN_SIGNIN_URL: signIn,
        LATCHKEY_ALIYUN_OAUTH_URL: oauth,
        LATCHKEY_ALIYUN_STS_URL: stsUrl,
        LATCHKEY_ALIYUN_CLOUDSSO_URL: cloudSso,
      };
    },
    whoHas: (keys) => identityOf(cloud.aliyunEndpoints('CN').sts, keys),
    [Symbol.asyncDispose]: () => practice[Symbol.asyncDispose](),
  };
}

/** The ARN that this STS knows keys by, asked with a signed GetCallerIdentity. */
export async function identityOf(
  stsUrl: string,
  { accessKeyId, accessKeySecret, securityToken }: Parameters<Alibaba['whoHas']>[0],
): Promise<string> {
  const clock = createClock();
  const http = createHttp({ version: '0', scheduler: createScheduler(clock) });
  try {
    const sts = createAliyunStsCalls({ http, clock, random: createRandom(), crypto: createCrypto() });
    const keys = { accessKeyId, accessKeySecret, securityToken };
    const asked = await sts.callerIdentity(stsUrl, keys, new AbortController().signal);
    if (!asked.ok) throw new Error(`STS refuses these keys: ${asked.error.code}`);
    return asked.value.arn;
  } finally {
    http.close();
  }
}

/** Who can be chosen on the practice sign-in page, by the words on the button. */
export const practicePeople = {
  alice: 'Alice Practice alice@',
  aliceAsOps: 'Alice Practice, as the role ops',
  bob: 'Bob Builder',
  carol: 'Carol',
} as const;

/** Signs in on the pages of the practice cloud in Chromium and answers the consent page; ends on the page of the app. */
export async function signInToAlibaba(
  { page }: Person,
  url: string,
  who: keyof typeof practicePeople,
  options: {
    readonly decision?: 'Allow' | 'Deny';
    /** Called at each page, before it is answered. */
    readonly at?: (page: 'sign-in' | 'consent' | 'done') => Promise<void>;
  } = {},
): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading', { name: 'Sign in to Alibaba Cloud' }).waitFor();
  await options.at?.('sign-in');
  await page.getByRole('button', { name: practicePeople[who] }).click();
  await page.getByRole('heading', { name: 'Allow official-cli?' }).waitFor();
  await options.at?.('consent');
  await page.getByRole('button', { name: options.decision ?? 'Allow', exact: true }).click();
  await page.waitForURL(/127\.0\.0\.1:\d+\/(?!aliyun\/)/);
  await page.waitForLoadState();
  await options.at?.('done');
}

/** The same without a browser, for tests whose point is elsewhere: the address that the browser is then sent to. */
export async function callbackOf(
  url: string,
  identity = 'alice',
  decision: 'allow' | 'deny' = 'allow',
): Promise<string> {
  const browser = openPracticeBrowser();
  const chosen = await browser.submit(await browser.open(url), { identity });
  const { location } = await browser.submit(chosen, { decision });
  if (location === null) throw new Error('the practice cloud does not lead back to the app');
  return location;
}

/** Visits an address as a browser does that is sent there, and gives the status of the answer. */
export async function navigate(url: string): Promise<number> {
  // Not `fetch`, which calls itself a script: the listener takes navigations only.
  return await new Promise((resolve, reject) => {
    get(url, (answer) => {
      answer.resume().once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    }).once('error', reject);
  });
}

/** What a profile of `config.json` says; undefined where there is none. */
export async function aliyunProfile(
  home: string,
  name: string,
): Promise<Readonly<Record<string, string | number>> | undefined> {
  const text = await readFile(join(home, '.aliyun/config.json'), 'utf8');
  const { profiles } = JSON.parse(text) as { profiles: Readonly<Record<string, string | number>>[] };
  return profiles.find((profile) => profile['name'] === name);
}
