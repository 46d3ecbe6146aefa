import { app } from 'electron';
import type { ProxyResolver } from '../core/ports.ts';

/** The proxy settings of the operating system, as Chromium reads them: scripts and the like included. */
export function createSystemProxy(): ProxyResolver {
  return {
    async resolve(url) {
      await app.whenReady();
      return await app.resolveProxy(url);
    },
  };
}
