import * as v from 'valibot';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import { registrationFileName } from '../../../shared/config-files/sso-cache.ts';
import { addMillis, instant, MINUTE, toRfc3339 } from '../../../shared/model/instant.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord, SignInFlow } from '../../../shared/model/session.ts';
import { overwrite, readText, removeFile } from '../own-files.ts';
import { awsFilesOf, type Places } from '../places.ts';
import type { Clock, FileStore, Hash } from '../ports.ts';
import type { ClientRegistration, Provider } from '../provider.ts';

const cachedRegistration = v.object({
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
});

const refusals: ReadonlySet<AppErrorCode> = new Set([
  'sign-in.registration-rejected',
  'sign-in.registration-expired',
  'sign-in.client-unauthorized',
]);

/** Whether the service no longer takes a registration, so that keeping it is no use (protocol/aws.md §2.6). */
export function refusesClient(code: AppErrorCode): boolean {
  return refusals.has(code);
}

/**
 * Client registrations, kept beside the vendor's own in its cache folder under a `tool` of ours (protocol/aws.md §2.7),
 * so that no other tool takes them for its own. One made at other endpoints has another name.
 */
export function createRegistrations(ports: {
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
  readonly clock: Clock;
  readonly provider: Provider;
}) {
  function pathOf(session: AwsSessionRecord, flow: SignInFlow): string {
    const origin = session.endpoints === null ? null : (ports.provider.origins(session)[0] ?? null);
    // A client is registered with the portal of its time; the domain that leads there may lead elsewhere later.
    const bound = [origin, session.portalUrl].map((part) => (part === null ? '' : ` ${part}`)).join('');
    // A client is registered for one flow; the CLI keeps both under one name and so loses one (protocol/aws.md §2.7).
    const tool = `latchkey${flow === 'device' ? ' device' : ''}${bound}`;
    const name = registrationFileName(ports.hash, {
      region: session.region,
      scopes: session.scopes.length === 0 ? null : session.scopes,
      sessionName: session.kind === 'legacy' ? null : session.name,
      startUrl: session.startUrl,
      tool,
    });
    return `${awsFilesOf(session, ports.places).ssoCache}/${name}`;
  }

  async function cached(session: AwsSessionRecord, flow: SignInFlow): Promise<ClientRegistration | null> {
    const text = await readText(ports.files, pathOf(session, flow));
    if (text === null) {
      return null;
    }
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cachedRegistration), text);
    if (!parsed.success) {
      return null;
    }
    const registration = { ...parsed.output, expiresAt: instant(Date.parse(parsed.output.expiresAt)) };
    // The CLI counts one as expired with less than 15 min left; an expired one fails only in the browser.
    return registration.expiresAt > addMillis(ports.clock.now(), 15 * MINUTE) ? registration : null;
  }

  return {
    /** The cached registration, else a new one. A cache that cannot be written costs a call at the next sign-in, no more. */
    async obtain(
      session: AwsSessionRecord,
      flow: SignInFlow,
      signal: AbortSignal,
    ): Promise<Result<ClientRegistration>> {
      const known = await cached(session, flow);
      if (known !== null) {
        return ok(known);
      }
      const registered = await ports.provider.registerClient(session, flow, signal);
      if (!registered.ok) {
        return registered;
      }
      const { clientId, clientSecret, expiresAt } = registered.value;
      const text = JSON.stringify({
        clientId,
        clientSecret,
        expiresAt: toRfc3339(expiresAt),
        ...(session.scopes.length === 0 ? {} : { scopes: session.scopes }),
      });
      await overwrite(ports.files, pathOf(session, flow), text);
      return registered;
    },

    /** Forgets a registration that the server no longer takes. */
    async forget(session: AwsSessionRecord, flow: SignInFlow): Promise<void> {
      await removeFile(ports.files, pathOf(session, flow));
    },

    /** Forgets a client that the server no longer takes, in whatever flow it was registered. */
    async forgetClient(session: AwsSessionRecord, clientId: string): Promise<void> {
      for (const flow of ['pkce', 'device'] as const) {
        const known = await cached(session, flow);
        if (known?.clientId === clientId) {
          await removeFile(ports.files, pathOf(session, flow));
        }
      }
    },

    /** Keeps the registrations of a session that gets another name. */
    async move(from: AwsSessionRecord, to: AwsSessionRecord): Promise<void> {
      for (const flow of ['pkce', 'device'] as const) {
        const text =
          pathOf(from, flow) === pathOf(to, flow) ? null : await readText(ports.files, pathOf(from, flow));
        if (text !== null) {
          await overwrite(ports.files, pathOf(to, flow), text);
          await removeFile(ports.files, pathOf(from, flow));
        }
      }
    },

    /** Forgets all registrations of a session; gives the files that were removed. */
    async forgetAll(session: AwsSessionRecord): Promise<readonly string[]> {
      const removed: string[] = [];
      for (const path of [pathOf(session, 'pkce'), pathOf(session, 'device')]) {
        if (await removeFile(ports.files, path)) {
          removed.push(path);
        }
      }
      return removed;
    },
  };
}

export type Registrations = ReturnType<typeof createRegistrations>;
