import { resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { CallerEnvironment } from '../core/intents.ts';

/** One run of the `latchkey` command, as the client reports it. */
export interface CommandCall {
  /** Without the name of the program; of `exec`, up to the name of the command only. */
  readonly argv: readonly string[];
  readonly environment: CallerEnvironment;
  readonly terminal: { readonly input: boolean; readonly output: boolean };
  /** Process ids of the client and of its parent, as reported: a guard rail, not a boundary (security.md §0.6). */
  /** What the client read from its standard input, where a verb asks for it; null where it sent none. */
  readonly input: string | null;
  readonly caller: { readonly pid: number | null; readonly parent: number | null };
}

/** Variables that are sent by value: paths, proxies, endpoints and profile names (product.md §2). */
export const valueVariables: readonly string[] = [
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CA_BUNDLE',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_ENDPOINT_URL_SSO_OIDC',
  'AWS_ENDPOINT_URL_SSO',
  'AWS_ENDPOINT_URL_STS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'LATCHKEY_ALIYUN_SIGNIN_URL',
  'LATCHKEY_ALIYUN_OAUTH_URL',
  'LATCHKEY_ALIYUN_CLOUDSSO_URL',
  'LATCHKEY_ALIYUN_STS_URL',
];

/** Variables that hold keys, or tell where the caller sits: only that they are set is sent, and stands in the environment as `set`. */
export const presenceVariables: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'SSH_CONNECTION',
  'WSL_DISTRO_NAME',
];

const pathVariables = new Set(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CA_BUNDLE']);

/**
 * Reads the body that the client sends (`application/x-www-form-urlencoded`): `a` an argument (repeated, in order), `e`
 * a variable `NAME=value`, `k` the name of a key variable that is set, `d` the caller's folder, `t` which of stdin (`i`)
 * and stdout (`o`) are terminals, `i` the text of its standard input, `p` and `q` the process ids. What is unknown is left out; `not-utf8` is the one error.
 */
export function readCall(body: string): Result<CommandCall, 'not-utf8'> {
  const fields = decodeForm(body);
  if (fields === null) {
    return err('not-utf8');
  }
  const argv: string[] = [];
  const environment = new Map<string, string>();
  let folder = '/';
  let terminal = '';
  let input: string | null = null;
  let pid: number | null = null;
  let parent: number | null = null;
  for (const [name, value] of fields) {
    switch (name) {
      case 'a':
        argv.push(value);
        break;
      case 'e': {
        const equals = value.indexOf('=');
        if (valueVariables.includes(value.slice(0, equals))) {
          environment.set(value.slice(0, equals), value.slice(equals + 1));
        }
        break;
      }
      case 'k':
        if (presenceVariables.includes(value)) {
          environment.set(value, 'set');
        }
        break;
      case 'd':
        folder = value.startsWith('/') ? value : '/';
        break;
      case 'i':
        input = value;
        break;
      case 't':
        terminal = value;
        break;
      case 'p':
        pid = processId(value);
        break;
      case 'q':
        parent = processId(value);
        break;
      default:
        break;
    }
  }
  for (const name of pathVariables) {
    const path = environment.get(name);
    // A reader expands a leading `~/` itself; anything else that is relative counts from the caller's folder.
    if (path !== undefined && !path.startsWith('~/')) {
      environment.set(name, resolve(folder, path));
    }
  }
  return ok({
    argv,
    environment: Object.fromEntries(environment),
    terminal: { input: terminal.includes('i'), output: terminal.includes('o') },
    input,
    caller: { pid, parent },
  });
}

/** Null where a percent sequence is not UTF-8. */
function decodeForm(body: string): readonly (readonly [string, string])[] | null {
  try {
    return body
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
        return [decodePart(name), decodePart(value)] as const;
      });
  } catch (error) {
    if (error instanceof URIError) {
      return null;
    }
    throw error;
  }
}

function decodePart(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

function processId(text: string): number | null {
  return /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : null;
}
