import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowExternalUrl } from '../../electron/core/external-urls.ts';
import { consolePage, portalConsoleLink } from '../../shared/aws/console-urls.ts';
import { awsPartitions } from '../../shared/aws/partitions.ts';

const withConsole = awsPartitions.filter((partition) => partition.consoleHosts.length > 0);
const partition = fc.constantFrom(...withConsole);
const host = fc.constantFrom(
  ...withConsole.flatMap(({ consoleHosts, signInHosts }) => [...consoleHosts, ...signInHosts]),
  'evil.example',
  'eu-west-1.console.aws.amazon.com',
  '111122223333-abc.eu-west-1.console.aws.amazon.com',
);
const joint = fc.constantFrom(
  '',
  '/',
  '//',
  '\\',
  '@',
  ':',
  ':443',
  '.',
  '#',
  '?',
  '%2e',
  '%00',
  '\n',
  ' ',
  '..',
);

/** Texts that are nearly addresses of a console. */
const destination = fc.oneof(
  fc.webUrl(),
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS:', '/', '', 'javascript:'),
      joint,
      host,
      joint,
      host,
      fc.webPath(),
    )
    .map((parts) => parts.join('')),
);

test('no destination leads outside the console of its partition', () => {
  fc.assert(
    fc.property(
      partition,
      destination,
      fc.option(fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'), {
        nil: undefined,
      }),
      (of, text, region) => {
        const page = consolePage(
          region === undefined ? { destination: text } : { destination: text, region },
          of,
        );
        if (!page.ok || page.value.url === null) return;
        const url = new URL(page.value.url);
        expect(url.protocol).toBe('https:');
        expect([url.username, url.password, url.port]).toEqual(['', '', '']);
        expect(
          of.consoleHosts.some(
            (own) => url.hostname === own || /^[a-z0-9-]+$/.test(url.hostname.slice(0, -own.length - 1)),
          ),
        ).toBe(true);
        expect(of.consoleHosts.some((own) => `.${url.hostname}`.endsWith(`.${own}`))).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a portal’s link stays at the portal, and says account, role and page as they are', () => {
  const base = 'https://my-company.awsapps.com/start';
  fc.assert(
    fc.property(partition, destination, fc.stringMatching(/^[\w+=,.@-]{1,64}$/), (of, text, roleName) => {
      const page = consolePage({ destination: text }, of);
      const to = page.ok ? page.value.url : null;
      const link = portalConsoleLink(base, { accountId: '111122223333', roleName }, to);
      const allowed = allowExternalUrl(link, { practiceOrigin: null, sessionOrigins: [] });
      expect(allowed).toEqual({ ok: true, value: link });
      const url = new URL(link);
      expect(`${url.origin}${url.pathname}`).toBe(`${base}/`);
      const given = new URLSearchParams(url.hash.slice('#/console?'.length));
      expect([given.get('account_id'), given.get('role_name'), given.get('destination')]).toEqual([
        '111122223333',
        roleName,
        to,
      ]);
    }),
    { numRuns: 1000 },
  );
});
