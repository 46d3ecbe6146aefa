import { MINUTE } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import type { AwsSessionRecord, SessionId } from '../../../shared/model/session.ts';
import { awsSessions, type AppStore } from '../app-store.ts';
import type { Provider } from '../provider.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { endedBy, isAborted } from './attempt.ts';
import { runDeviceFlow } from './device-flow.ts';
import { runPkceFlow, type FlowPorts } from './pkce-flow.ts';
import { refusesClient } from './registrations.ts';
import { currentPortal, namedRegion } from './session-portal.ts';
import type { CloudSignIn } from './sign-in-service.ts';

export interface AwsSignInPorts extends FlowPorts {
  readonly store: AppStore;
  readonly tokens: TokenService;
  readonly provider: Provider;
  /** Keeps where a start URL of the user's own domain led to. */
  readonly learnPortal: (sessionId: SessionId, portalUrl: string | null) => void;
}

/** Signing in to IAM Identity Center, by PKCE or by a device code. */
export function createAwsSignIn(ports: AwsSignInPorts): CloudSignIn<AwsSessionRecord> {
  const { store, tokens } = ports;
  return {
    flowOf: (session) => session.flow,

    // As long as AWS keeps an authorization pending (protocol/aws.md §2.4; security.md §0.9).
    limitOf: () => 10 * MINUTE,

    async approve(configured, attempt) {
      const portal = await currentPortal(ports.provider, configured, attempt.controller.signal);
      if (isAborted(attempt)) {
        return err(endedBy(attempt));
      }
      if (!portal.ok) {
        return portal;
      }
      if (portal.value !== configured.portalUrl) {
        ports.learnPortal(configured.id, portal.value);
      }
      const session = { ...configured, portalUrl: portal.value };
      const flow = attempt.flow === 'device' ? runDeviceFlow : runPkceFlow;
      const approved = await flow(ports, session, attempt);
      if (isAborted(attempt)) {
        return err(endedBy(attempt));
      }
      if (!approved.ok) {
        if (refusesClient(approved.error.code)) {
          await ports.registrations.forget(session, attempt.flow);
        }
        return err(namedRegion(approved.error, session, awsSessions(store.current())));
      }
      const { registration, tokens: issued } = approved.value;
      return ok(async () => {
        const accepted = await tokens.accept(session, registration, issued);
        return accepted.ok ? ok(accepted.value.expiresAt) : accepted;
      });
    },

    settle: tokens.settle,
  };
}
