import { readFile, stat } from 'node:fs/promises';
import type { SecureContext } from 'node:tls';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';

/** Whom connections trust, made with the first that needs it. */
export interface Trust {
  /** `key` tells one set of authorities from another. */
  context(
    caBundle: string | null,
  ): Promise<Result<{ readonly key: string; readonly context: SecureContext }>>;
}

/** A bundle is a list of certificates; the largest that are about have a quarter of this. */
const largestBundle = 4 * 1024 * 1024;

/**
 * The roots that come with the runtime, those of the operating system, and those of a bundle (`AWS_CA_BUNDLE`), which is
 * looked at again whenever it has changed on disk. Errors: `network.ca-bundle`.
 */
export function createTrust(): Trust {
  let roots: Promise<readonly string[]> | null = null;
  const contexts = new Map<string, Promise<SecureContext>>();

  function contextOf(key: string, more: readonly string[]): Promise<SecureContext> {
    const known = contexts.get(key);
    if (known !== undefined) {
      return known;
    }
    roots ??= knownRoots();
    const making = makeContext(roots, more);
    contexts.set(key, making);
    return making;
  }

  return {
    async context(caBundle) {
      const key = caBundle === null ? '' : await keyOf(caBundle);
      const known = key === null ? undefined : contexts.get(key);
      if (key !== null && known !== undefined) {
        return ok({ key, context: await known });
      }
      const certificates = caBundle === null ? [] : await readBundle(caBundle);
      return key === null || certificates === null
        ? err(appError('network.ca-bundle', { file: caBundle ?? '' }))
        : ok({ key, context: await contextOf(key, certificates) });
    },
  };
}

async function makeContext(
  roots: Promise<readonly string[]>,
  more: readonly string[],
): Promise<SecureContext> {
  const { createSecureContext } = await import('node:tls');
  return createSecureContext({ ca: [...new Set([...(await roots), ...more])], minVersion: 'TLSv1.2' });
}

async function knownRoots(): Promise<readonly string[]> {
  const { getCACertificates, rootCertificates } = await import('node:tls');
  try {
    return [...rootCertificates, ...getCACertificates('system')];
  } catch {
    // A store that cannot be read leaves the roots of the runtime.
    return rootCertificates;
  }
}

/** Tells one state of a file from another; null where there is none that could be a bundle. */
async function keyOf(file: string): Promise<string | null> {
  try {
    const { mtimeMs, size } = await stat(file);
    return size > largestBundle ? null : `${file} ${mtimeMs} ${size}`;
  } catch {
    return null;
  }
}

/** The certificates of a PEM file; null where it cannot be read or holds none. */
export async function readBundle(file: string): Promise<readonly string[] | null> {
  try {
    const text = await readFile(file, 'utf8');
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const { X509Certificate } = await import('node:crypto');
    const valid = blocks.filter((block) => {
      try {
        return new X509Certificate(block).raw.length > 0;
      } catch {
        return false;
      }
    });
    return valid.length === 0 ? null : valid.map((block) => `${block}\n`);
  } catch {
    return null;
  }
}
