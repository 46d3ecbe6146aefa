import type { ProfileCredentials } from '../../../shared/model/credentials.ts';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { awsFilesOf, type Places } from '../places.ts';
import { endpointVariables, isLoopbackOnly } from '../sessions/endpoint-overrides.ts';

/**
 * The variables that run a tool as a profile (protocol/aws.md §7.1): its keys and region, the endpoints of a session that
 * has its own, and the practice cloud's files where it is one.
 */
export function toolEnvironment(
  keys: ProfileCredentials,
  region: string | null,
  session: AwsSessionRecord | null,
  places: Places,
): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    ...(keys.expiresAt === null ? {} : { AWS_CREDENTIAL_EXPIRATION: toRfc3339(keys.expiresAt) }),
    ...(region === null ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
    ...endpointVariables(session?.endpoints ?? null),
    ...(session?.practice === true && isLoopbackOnly(session.endpoints)
      ? fileVariables(session, places)
      : {}),
  };
}

function fileVariables(session: AwsSessionRecord, places: Places): Readonly<Record<string, string>> {
  const { config, credentials } = awsFilesOf(session, places);
  return { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
}
