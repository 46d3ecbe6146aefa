import type { CallerEnvironment } from './intents.ts';
import type { FileOverrides } from '../../shared/model/preferences.ts';
import type { SessionRecord } from '../../shared/model/session.ts';

/** Where things are on this machine. Absolute paths, no trailing separator; `/` joins on every platform. */
export interface Places {
  readonly home: string;
  /** Latchkey's own folder. */
  readonly userData: string;
  /** The app's own environment, of which only the vendors' variables are read. */
  readonly environment: CallerEnvironment;
  /** Where the user has said that the AWS files are. */
  readonly overrides?: () => FileOverrides;
}

/** The AWS files of one home (protocol/aws.md §4.1, §5.4): the user's, or the practice cloud's own. */
export interface AwsFiles {
  readonly config: string;
  readonly credentials: string;
  readonly ssoCache: string;
  readonly cliCache: string;
}

/** Practice files go only here (product.md §7). */
export function practiceHome(places: Places): string {
  return `${places.userData}/practice/home`;
}

/**
 * The user's files: where the caller's tools would find them, else where Settings say, else where the app's own environment
 * says, else in the usual place. A caller with an environment of its own is not led by the app's.
 */
export function userAwsFiles(places: Places, environment?: CallerEnvironment): AwsFiles {
  const overrides = places.overrides?.() ?? null;
  const from = (variable: string, override: string | null | undefined): string | null =>
    pathFrom(environment?.[variable], places.home) ??
    pathFrom(override ?? undefined, places.home) ??
    (environment === undefined ? pathFrom(places.environment[variable], places.home) : null);
  return {
    config: from('AWS_CONFIG_FILE', overrides?.config) ?? `${places.home}/.aws/config`,
    credentials:
      from('AWS_SHARED_CREDENTIALS_FILE', overrides?.credentials) ?? `${places.home}/.aws/credentials`,
    ssoCache: `${places.home}/.aws/sso/cache`,
    cliCache: `${places.home}/.aws/cli/cache`,
  };
}

/** The files of the practice cloud; no variable moves them. */
export function practiceAwsFiles(places: Places): AwsFiles {
  const home = practiceHome(places);
  return {
    config: `${home}/.aws/config`,
    credentials: `${home}/.aws/credentials`,
    ssoCache: `${home}/.aws/sso/cache`,
    cliCache: `${home}/.aws/cli/cache`,
  };
}

/** The files that a session's tokens and profiles live in. */
export function awsFilesOf(
  session: Pick<SessionRecord, 'practice'>,
  places: Places,
  environment?: CallerEnvironment,
): AwsFiles {
  return session.practice ? practiceAwsFiles(places) : userAwsFiles(places, environment);
}

/** A leading `~/` is the home folder, as botocore and the JavaScript SDK both take it. */
function pathFrom(value: string | undefined, home: string): string | null {
  if (value === undefined || value === '') {
    return null;
  }
  return value.startsWith('~/') ? `${home}${value.slice(1)}` : value;
}
