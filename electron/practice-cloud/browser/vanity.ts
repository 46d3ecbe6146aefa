import { type Answer, empty, plain } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { DEFAULT_PORTAL } from '../world.ts';

const STATUSES: readonly string[] = ['301', '302', '303', '307', '308'];

/**
 * A start URL of somebody's own domain (protocol/aws.md §1.5), right and wrong. `?portal=` names the portal and
 * `?status=` the kind of redirect.
 */
export function vanity(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = context.world.portal(request.query.get('portal') ?? DEFAULT_PORTAL);
  if (portal === undefined) return plain(404, 'Not found\n');
  const startUrl = request.origin + portal.startPath;
  const asked = request.query.get('status') ?? '302';
  const to = (location: string): Answer => ({
    ...empty(STATUSES.includes(asked) ? Number(asked) : 302, { location }),
  });
  switch (request.params['kind']) {
    case 'once':
      return to(startUrl);
    case 'get-only':
      return request.method === 'HEAD' ? empty(405, { allow: 'GET' }) : to(startUrl);
    case 'twice':
      return to(`${request.origin}/vanity/once`);
    case 'elsewhere':
      return to('https://portal.example.com/start');
    case 'plain-http':
      return to('http://d-1234567890.awsapps.com/start');
    case 'nowhere':
      return plain(200, 'No redirect here\n');
    default:
      return plain(404, 'Not found\n');
  }
}
