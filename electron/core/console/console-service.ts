import { consolePage, isRegionOf, portalBase, portalConsoleLink } from '../../../shared/aws/console-urls.ts';
import type { ConsolePage } from '../../../shared/aws/console-urls.ts';
import { partitionOfRegion } from '../../../shared/aws/partitions.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ConsoleOpening, ConsoleRequest, ConsoleTarget } from '../../../shared/model/console.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { awsSessionOf, type AppStore } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import type { Browser, Clipboard, ExternalUrl } from '../ports.ts';
import type { Provider } from '../provider.ts';
import { refusedOnFallback } from '../sessions/session-service.ts';

export interface ConsolePorts {
  readonly store: AppStore;
  readonly findProfile: (name: string, context: CallContext) => Promise<Result<ProfileRow>>;
  readonly provider: Pick<Provider, 'consoleSignInLink'>;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly credentialsOf: (role: RoleRef, context: CallContext) => Promise<Result<RoleCredentials>>;
  readonly allowUrl: (session: AwsSessionRecord, url: string) => Result<ExternalUrl>;
  readonly remember: (role: RoleRef) => void;
  /** Guard rails. Errors: `guard.confirmation-needed`. */
  readonly guard: (role: RoleRef, context: CallContext) => Promise<Result<void>>;
}

/**
 * Opens the console of a role (protocol/aws.md §7.3): by the portal's own link, which holds no secret and asks for a
 * sign-in by itself; where the portal has no address of its own, by a federation link made of the role's credentials.
 */
export function createConsoleService(ports: ConsolePorts) {
  const { store, provider, browser, clipboard } = ports;

  async function resolve(
    target: ConsoleTarget,
    request: ConsoleRequest,
    context: CallContext,
  ): Promise<Result<{ role: RoleRef; session: AwsSessionRecord; page: ConsolePage }>> {
    let role: RoleRef;
    let ownRegion: string | null = null;
    if (target.type === 'role') {
      role = target.role;
    } else {
      const found = await ports.findProfile(target.name, context);
      if (!found.ok) {
        return found;
      }
      const { sessionId, accountId, roleName, region } = found.value;
      if (sessionId === null || accountId === null || roleName === null) {
        return err(appError('console.profile-without-role', { name: target.name }));
      }
      role = { sessionId, accountId, roleName };
      ownRegion = region;
    }
    const session = awsSessionOf(store.current(), role.sessionId);
    if (!session.ok) {
      return session;
    }
    const partition = partitionOfRegion(session.value.region);
    // A profile's region is where its owner works; one of another partition leads nowhere here.
    const usual = ownRegion !== null && isRegionOf(ownRegion, partition) ? ownRegion : null;
    const wholeAddress = request.destination !== undefined && !request.destination.startsWith('/');
    const region = request.region ?? (wholeAddress ? null : usual);
    const page = consolePage({ ...request, ...(region === null ? {} : { region }) }, partition);
    return page.ok ? ok({ role, session: session.value, page: page.value }) : page;
  }

  async function linkTo(
    role: RoleRef,
    session: AwsSessionRecord,
    page: ConsolePage,
    context: CallContext,
  ): Promise<Result<{ way: ConsoleOpening['way']; url: string }>> {
    const base = portalBase(session);
    if (base !== null) {
      return ok({ way: 'portal', url: portalConsoleLink(base, role, page.url) });
    }
    const keys = await ports.credentialsOf(role, context);
    if (!keys.ok) {
      return keys;
    }
    const signal = context.signal ?? new AbortController().signal;
    const url = await provider.consoleSignInLink(session, keys.value, page, signal);
    return url.ok ? ok({ way: 'federation', url: url.value }) : url;
  }

  return {
    async open(
      target: ConsoleTarget,
      request: ConsoleRequest,
      context: CallContext,
    ): Promise<Result<ConsoleOpening>> {
      const resolved = await resolve(target, request, context);
      if (!resolved.ok) {
        return resolved;
      }
      const { role, session, page } = resolved.value;
      const refusal = store.current().about.runtime === 'fallback' ? refusedOnFallback(session) : null;
      if (refusal !== null) {
        return err(refusal);
      }
      const allowed = await ports.guard(role, context);
      const made = allowed.ok ? await linkTo(role, session, page, context) : allowed;
      if (!made.ok) {
        return made;
      }
      const url = ports.allowUrl(session, made.value.url);
      if (!url.ok) {
        return url;
      }
      const { way } = made.value;
      if (request.print === true) {
        return ok({ way, outcome: 'printed', link: url.value });
      }
      const choice = request.browser ?? session.browser;
      const copies = choice.type === 'link-only';
      const given = copies
        ? await clipboard.write(url.value, { sensitive: way === 'federation' })
        : await browser.open(url.value, choice);
      if (!given.ok) {
        return given;
      }
      ports.remember(role);
      return ok({ way, outcome: copies ? 'copied' : 'opened', link: null });
    },
  };
}
