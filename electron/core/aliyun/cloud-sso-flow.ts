import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { err, type Result } from '../../../shared/model/result.ts';
import type { Clock, Crypto, ExternalUrl, Random, Scheduler } from '../ports.ts';
import { endedBy, isAborted, type Attempt } from '../sign-in/attempt.ts';
import { awaitDeviceApproval } from '../sign-in/device-approval.ts';
import { createPkce } from '../sign-in/pkce.ts';
import { retried } from '../sign-in/retried.ts';
import type { AliyunProvider, CloudSsoToken } from './aliyun-provider.ts';

export interface CloudSsoFlowPorts {
  readonly provider: AliyunProvider;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly crypto: Crypto;
  /** The allow-list, with what this session adds to it. */
  readonly allowUrl: (session: AliyunSessionRecord, url: string) => Result<ExternalUrl>;
}

/**
 * Device authorization of CloudSSO, with a verifier of this attempt's own, which the CLI keeps for a whole process
 * (protocol/aliyun.md §4). Until the code expires, and not after a hundred polls.
 */
export async function runCloudSsoFlow(
  ports: CloudSsoFlowPorts,
  session: AliyunSessionRecord,
  attempt: Attempt,
): Promise<Result<CloudSsoToken>> {
  const { provider } = ports;
  const { signal } = attempt.controller;
  const { challenge, verifier } = createPkce(ports.random, ports.crypto);
  const device = await retried(ports, signal, () => provider.startDevice(session, challenge, signal));
  if (isAborted(attempt)) {
    return err(endedBy(attempt));
  }
  if (!device.ok) {
    return device;
  }
  const { deviceCode } = device.value;
  return awaitDeviceApproval(ports, session, device.value, attempt, () =>
    provider.pollDevice(session, { deviceCode, codeVerifier: verifier }, signal),
  );
}
