import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import type { PortalWorld } from '../world.ts';

/** The portal that a call names by its start URL or issuer URL; nothing if it is in another region (protocol/aws.md §2.6). */
export function portalOf(
  url: string,
  request: PracticeRequest,
  context: PracticeContext,
): PortalWorld | undefined {
  const portal = context.world.portalOfUrl(url, request.origin);
  return portal?.region === request.region ? portal : undefined;
}
