import { appError } from '../../../shared/model/app-error.ts';
import type { NetworkSettings } from '../../../shared/model/network.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { isNoProxyList, parseProxyUrl } from '../../../shared/net/proxy-rules.ts';
import type { AppData } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import type { Places } from '../places.ts';
import type { FileStore, Settings } from '../ports.ts';

export interface NetworkSettingsPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly files: Pick<FileStore, 'read'>;
  readonly places: Places;
}

/** The user's own settings of the network; the next call already goes by them. */
export function createNetworkSettings({ store, settings, files, places }: NetworkSettingsPorts) {
  async function checkedBundle(text: string): Promise<Result<string>> {
    const path = text.startsWith('~/') ? `${places.home}${text.slice(1)}` : text;
    const invalid = err(appError('input.ca-bundle-invalid', { file: path }));
    if (!/^(?:\/|[A-Za-z]:[\\/])/.test(path)) {
      return invalid;
    }
    const read = await files.read(path);
    return read.ok && read.value?.text?.includes('-----BEGIN CERTIFICATE-----') === true ? ok(path) : invalid;
  }

  return {
    /** Errors: `input.proxy-invalid`, `input.proxy-password`, `input.no-proxy-invalid`, `input.ca-bundle-invalid`. */
    async change({ proxyUrl, noProxy, caBundle }: NetworkSettings): Promise<Result<void>> {
      const proxy = proxyUrl === null ? null : parseProxyUrl(proxyUrl);
      if (proxyUrl !== null && proxy === null) {
        return err(appError('input.proxy-invalid'));
      }
      // The settings file and the window hold no secrets.
      if (proxy !== null && (proxy.username !== '' || proxy.password !== '')) {
        return err(appError('input.proxy-password'));
      }
      if (noProxy !== null && !isNoProxyList(noProxy)) {
        return err(appError('input.no-proxy-invalid'));
      }
      const bundle = caBundle === null ? ok(null) : await checkedBundle(caBundle);
      if (!bundle.ok) {
        return bundle;
      }
      const network = {
        proxyUrl: proxy === null ? null : `${proxy.protocol}//${proxy.host}`,
        noProxy,
        caBundle: bundle.value,
      };
      const preferences = { ...settings.get('preferences'), network };
      settings.set('preferences', preferences);
      store.update(() => ({ preferences }));
      return ok(undefined);
    },
  };
}
