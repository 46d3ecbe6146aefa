import { expect, test } from 'vitest';
import { openPracticeBrowser, type PracticeBrowser, type Visit } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { pkcePair, pkceRegistration } from '../../fixtures/practice-client.ts';

async function openSignIn(
  practice: TestCloud,
  browser: PracticeBrowser,
  clientName?: string,
): Promise<Visit> {
  const { cloud, client } = practice;
  const registration = {
    ...pkceRegistration(cloud.startUrl()),
    ...(clientName === undefined ? {} : { clientName }),
  };
  return browser.open(client.authorizeUrl(await client.register(registration), pkcePair().challenge));
}

/** The one there is, on the start page alone: it reads a fragment, which no server sees. */
const portalScript = '<script src="/assets/portal.js" defer></script>';

test('every page forbids scripts but the portal’s own, frames and foreign content and is not cached', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const signIn = await openSignIn(practice, browser);
  const consent = await browser.submit(signIn);
  const device = await browser.open(`${new URL(signIn.url).origin}/device`);
  for (const page of [signIn, consent, device, await browser.open(practice.cloud.startUrl())]) {
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.body.replace(portalScript, '')).not.toMatch(/<script|\son\w+=|style="/u);
    expect(page.body).toMatch(/<html lang="en">[\s\S]*<main[\s\S]*<h1>[^<]+<\/h1>/u);
    expect(page.body).toContain('This is the practice cloud on your own computer.');
  }
});

test('the consent page lets its form end at the redirect URI and nowhere else', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const consent = await browser.submit(await openSignIn(practice, browser));
  expect(consent.headers.get('content-security-policy')).toContain(
    "form-action 'self' http://127.0.0.1:41999;",
  );
});

test('the sign-in page offers a sample user; the consent page names client, user and scope', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const signIn = await openSignIn(practice, browser, 'Latchkey on mars');
  expect(signIn.body).toContain('value="sam.practice@example.com"');
  const consent = await browser.submit(signIn);
  expect(consent.body).toContain('<strong>Latchkey on mars</strong>');
  expect(consent.body).toContain('<strong>sam.practice@example.com</strong>');
  expect(consent.body).toContain('sso:account:access');
});

test('a client name with markup is shown as text', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const consent = await browser.submit(await openSignIn(practice, browser, '<img src=x onerror="a()">&\''));
  expect(consent.body).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;&#39;');
  expect(consent.body).not.toContain('<img');
});

test('hostile account names are text on the portal page too', async () => {
  await using practice = await startTestCloud({ hostileNames: true });
  const browser = openPracticeBrowser();
  await practice.client.signIn({ browser });
  const home = await browser.open(practice.cloud.startUrl());
  expect(home.body).toContain('&lt;b&gt;R&amp;D&lt;/b&gt;');
  expect(home.body).not.toMatch(/<b>|<img/u);
});

test.for(['', ' ', 'x', 'a b', 'a/b', 'ü', 'x'.repeat(65), '<b>'])(
  'nobody is called "%s": the page says what a name looks like and keeps what was typed',
  async (user) => {
    await using practice = await startTestCloud();
    const browser = openPracticeBrowser();
    const again = await browser.submit(await openSignIn(practice, browser), { user });
    expect(again.status).toBe(400);
    expect(again.body).toContain('aria-invalid="true"');
    expect((await browser.submit(again, { user: 'kim' })).url).toContain('/consent');
  },
);

test('a form without its token, with a wrong one, or from another site is refused', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const signIn = await openSignIn(practice, browser);
  const consent = await browser.submit(signIn);
  for (const csrf of ['', 'wrong']) {
    expect((await browser.submit(consent, { csrf, decision: 'allow' })).status).toBe(403);
  }
  const cookie = [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; ');
  const csrf = /name="csrf" value="([^"]+)"/u.exec(consent.body)?.[1] ?? '';
  const request = /name="request" value="([^"]+)"/u.exec(consent.body)?.[1] ?? '';
  const post = (headers: Record<string, string>) =>
    fetch(new URL('/consent', consent.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ csrf, request, decision: 'allow' }).toString(),
    });
  expect((await post({ cookie, origin: 'https://evil.example.com' })).status).toBe(403);
  expect((await post({ cookie, origin: 'null' })).status).toBe(403);
  expect((await post({})).status).toBe(403);
  expect((await post({ cookie })).status).toBe(303);
});

test('a question belongs to the browser it was asked in', async () => {
  await using practice = await startTestCloud();
  const signIn = await openSignIn(practice, openPracticeBrowser());
  const stranger = openPracticeBrowser();
  expect((await stranger.open(signIn.url)).status).toBe(410);
});

test('the cookie is out of reach of scripts and of other sites', async () => {
  await using practice = await startTestCloud();
  const response = await fetch(practice.cloud.startUrl());
  expect(response.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/u);
});

test('"Use another user" changes who signs in', async () => {
  await using practice = await startTestCloud();
  const { client, cloud } = practice;
  const browser = openPracticeBrowser();
  await client.signIn({ browser, user: 'first' });
  const registration = await client.register();
  const { verifier, challenge } = pkcePair();
  const consent = await browser.open(client.authorizeUrl(registration, challenge));
  const other = /href="(\/sign-in[^"]*)"/u.exec(consent.body)?.[1] ?? '';
  const signIn = await browser.open(new URL(other, consent.url).href);
  expect(signIn.body).toContain('value="first"');
  const last = await browser.submit(await browser.submit(signIn, { user: 'second' }), { decision: 'allow' });
  const code = new URL(last.location ?? '').searchParams.get('code') ?? '';
  expect((await client.exchange(registration, code, verifier)).status).toBe(200);
  expect((await browser.open(cloud.startUrl())).body).toContain('<strong>second</strong>');
});

test('ending the session on the portal page ends it for the app, which is not told', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const browser = openPracticeBrowser();
  const { accessToken } = await client.signIn({ browser });
  const home = await browser.open(cloud.startUrl());
  expect(home.body).toContain(cloud.world.default.accounts()[0]!.accountId);
  const after = await browser.submit(home);
  expect(after.body).toContain('Nobody is signed in here.');
  expect((await client.portal('/assignment/accounts', {}, accessToken)).status).toBe(401);
});
