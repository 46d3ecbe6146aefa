import { appError } from '../model/app-error.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { RoleRef } from '../model/catalog.ts';
import { isLoopbackHost } from '../net/loopback.ts';
import { findConsoleService } from './console-services.ts';
import { awsPartitions, isKnownRegionShape, partitionOfRegion, type AwsPartition } from './partitions.ts';
import { between, isConsoleHost, isPlainLabel, isPortalPage } from './vendor-pages.ts';

/** Where in the console somebody wants to go. Nothing given: where the console itself leads. */
export interface ConsolePlace {
  /** A page of the console: its whole address, or a path that begins with a slash. Goes before `service`. */
  readonly destination?: string;
  /** A short name of console-services.ts. */
  readonly service?: string;
  readonly region?: string;
}

/** A page of the console, and the region it is asked for in. */
export interface ConsolePage {
  readonly url: string | null;
  readonly region: string | null;
}

/** What an address may have besides letters: no blanks, no backslash, nothing that a header or a shell would take. */
const visible = /^[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7c\x7e]+$/;
/** Percent signs may treble its length within the portal's link, which ends at 2,048 characters. */
const longestEncoded = 1600;

/**
 * The page of the console that is meant, checked against the hosts of the partition (protocol/aws.md §7.3): no input leads
 * anywhere else. Addresses copied from a console with several sessions lose what names their session.
 * Errors: `console.page-refused`, `console.service-unknown` (`service`), `console.no-address`, `input.region-invalid`,
 * `console.region-elsewhere` (`region`).
 */
export function consolePage(place: ConsolePlace, partition: AwsPartition): Result<ConsolePage> {
  const region = place.region ?? null;
  if (region !== null) {
    const problem = regionProblem(region, partition);
    if (problem !== null) return err(problem);
  }
  const [host] = partition.consoleHosts;
  if (place.destination !== undefined && place.destination.trim() !== '') {
    return host === undefined
      ? err(appError('console.no-address'))
      : pageOf(place.destination.trim(), host, region, partition);
  }
  if (place.service !== undefined && place.service.trim() !== '') {
    const service = findConsoleService(place.service);
    if (service === null) {
      return err(appError('console.service-unknown', { service: printable(place.service) }));
    }
    return host === undefined
      ? err(appError('console.no-address'))
      : pageOf(service.path, host, region, partition);
  }
  if (region === null) return ok({ url: null, region: null });
  return host === undefined
    ? err(appError('console.no-address'))
    : pageOf('/console/home', host, region, partition);
}

/** Whether a profile's region may be used for the console of a partition; any other is no mistake of the caller's. */
export function isRegionOf(region: string, partition: AwsPartition): boolean {
  return regionProblem(region, partition) === null;
}

function regionProblem(region: string, partition: AwsPartition) {
  if (!isKnownRegionShape(region)) return appError('input.region-invalid', { region: printable(region) });
  return partitionOfRegion(region).id === partition.id
    ? null
    : appError('console.region-elsewhere', { region });
}

function pageOf(
  given: string,
  consoleHost: string,
  region: string | null,
  partition: AwsPartition,
): Result<ConsolePage> {
  const refused = err(appError('console.page-refused', { host: consoleHost }));
  const text = given.startsWith('/') && !given.startsWith('//') ? `https://${consoleHost}${given}` : given;
  if (!visible.test(text) || !/^https:\/\/[^/]/i.test(text) || !URL.canParse(text)) return refused;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.port !== '') return refused;
  const host = plainConsoleHost(url.hostname, partition);
  if (host === null) return refused;
  url.hostname = host;
  if (region !== null) {
    url.hostname = region === partition.consoleHomeRegion ? consoleHost : `${region}.${consoleHost}`;
    url.searchParams.set('region', region);
  }
  // Asked again of what comes out, whatever went in.
  if (!isConsoleHost(url.hostname, partition) || encodeURIComponent(url.href).length > longestEncoded) {
    return refused;
  }
  const asked = region ?? url.searchParams.get('region');
  return ok({ url: url.href, region: asked !== null && isRegionOf(asked, partition) ? asked : null });
}

/**
 * A console host without a service or a session in front: `s3.console.…`, `111122223333-ab12cd.us-east-1.console.…`. Null
 * where it is no host of this console.
 */
function plainConsoleHost(hostname: string, partition: AwsPartition): string | null {
  if (isConsoleHost(hostname, partition)) return hostname;
  for (const host of partition.consoleHosts) {
    const front = between(hostname, '', `.${host}`)?.split('.') ?? [];
    const [first = '', second] = front;
    if (front.length === 0 || front.length > 2 || !front.every(isPlainLabel)) continue;
    if (second === undefined) return host;
    if (/^\d{12}-/.test(first) && partition.region.test(second)) return `${second}.${host}`;
  }
  return null;
}

/**
 * The base of portal links: the access portal's own address, without what people paste behind it (`/`, `#`, `#/`). Null
 * for issuer URLs and for domains of the user's own, which lead nowhere in a browser; `portalUrl` is where they led.
 */
export function portalBase(session: {
  readonly startUrl: string;
  readonly portalUrl: string | null;
}): string | null {
  return [session.portalUrl, session.startUrl].map(baseOf).find((base) => base !== null) ?? null;
}

function baseOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const isPortal =
    (url.protocol === 'https:' && awsPartitions.some((partition) => isPortalPage(url, partition))) ||
    // A stand-in on this machine has the path of an alias.
    (url.protocol === 'http:' && isLoopbackHost(url.hostname) && base.endsWith('/start'));
  return isPortal ? base : null;
}

/** The portal's link to the console of a role (protocol/aws.md §7.3 A). It carries no secret. */
export function portalConsoleLink(
  base: string,
  { accountId, roleName }: Omit<RoleRef, 'sessionId'>,
  destination: string | null,
): string {
  const parameters = [
    ['account_id', accountId],
    ['role_name', roleName],
    ...(destination === null ? [] : [['destination', destination]]),
  ];
  return `${base}/#/console?${parameters.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** `https://[<region>.]signin.…/federation` (protocol/aws.md §7.3 B); null where the partition has no known address. */
export function federationEndpoint(partition: AwsPartition, region: string | null): string | null {
  const [host] = partition.signInHosts;
  if (host === undefined) return null;
  const isHome = region === null || region === partition.consoleHomeRegion;
  return `https://${isHome ? '' : `${region}.`}${host}/federation`;
}

/** The console's front page, where a federation link must lead somewhere. */
export function consoleHome(partition: AwsPartition): string | null {
  const [host] = partition.consoleHosts;
  return host === undefined ? null : `https://${host}/console/home`;
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd').slice(0, 64);
}
