import { partitionOfRegion, type AwsPartition } from '../../../shared/aws/partitions.ts';
import { isConsoleHost } from '../../../shared/aws/vendor-pages.ts';
import type { Answer } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { chooseRolePage, consolePage } from '../pages/console.ts';
import { messagePage } from '../pages/message.ts';
import { words } from '../pages/words.ts';
import { partitionOf } from '../region.ts';
import type { PracticeRequest } from '../request.ts';
import { identityOf } from '../sts/query-api.ts';
import { browserOf } from './browsers.ts';
import { noPortal, portalOfPage } from './portal-home.ts';
import { signInFirst } from './sign-in.ts';

/** GET /start/console: where the portal's `#/console?…` link leads (protocol/aws.md §7.3). Role and destination are optional. */
export function showConsole(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = portalOfPage(request, context);
  if (portal === undefined) return noPortal();
  const here = `${portal.startPath}/console`;
  const visit = browserOf(request, context);
  const user = visit.sessionAt(portal.id)?.user;
  const again = `${here}?${request.query.toString()}`;
  if (user === undefined) return signInFirst(portal.id, again, visit, context);

  const accountId = request.query.get('account_id') ?? '';
  if (!/^\d{12}$/u.test(accountId)) return messagePage(400, words.problem.title, words.problem.badLink);
  const account = portal.account(accountId, user);
  const roleName = request.query.get('role_name');
  if (account === undefined || (roleName !== null && !account.roles.includes(roleName))) {
    return messagePage(403, words.problem.title, words.problem.noAccount);
  }
  const accountName = account.accountName ?? null;
  if (roleName === null) {
    const choices = account.roles.map((role) => {
      const query = new URLSearchParams(request.query);
      query.set('role_name', role);
      return { roleName: role, link: `${here}?${query.toString()}` };
    });
    return chooseRolePage({ accountId, accountName, choices });
  }
  const partition = partitionOf(portal.region);
  const destination = destinationOf(request.query.get('destination'), partition, request.origin);
  if (destination === null) return badDestination(request.query.get('destination') ?? '');
  const { arn } = identityOf({ accountId, roleName, user, region: portal.region });
  return consolePage({ accountId, accountName, roleName, arn, ...destination, by: 'portal' });
}

/** A destination and the region it names; null if it is no page of the console of this partition. */
export function destinationOf(
  text: string | null,
  partition: AwsPartition,
  origin: string,
): { readonly destination: string; readonly region: string | null } | null {
  if (text === null || text === '') return { destination: words.console.home, region: null };
  const url = URL.parse(text);
  const known = url?.protocol === 'https:' && isConsoleHost(url.hostname, partition);
  if (url === null || (!known && url.origin !== origin)) return null;
  const first = url.hostname.split('.')[0] ?? '';
  const region = url.searchParams.get('region') ?? (partition.region.test(first) ? first : null);
  return {
    destination: text,
    region: region !== null && partitionOfRegion(region) === partition ? region : null,
  };
}

/** The answer to a destination elsewhere. */
export function badDestination(text: string): Answer {
  return messagePage(400, words.problem.title, `${words.problem.destination} ${text}`);
}
