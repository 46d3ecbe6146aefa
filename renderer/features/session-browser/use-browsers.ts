import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { InstalledBrowser } from '../../../shared/model/browser.ts';
import { useBridge } from '../../state/services.tsx';

/** The browsers of this machine, looked for once; null until they are known. */
export function useBrowsers(): {
  readonly browsers: readonly InstalledBrowser[] | null;
  readonly error: AppError | null;
} {
  const bridge = useBridge();
  const [found, setFound] = useState<readonly InstalledBrowser[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let isShown = true;
    const look = async () => {
      const reply = await bridge.browsers.list({});
      if (!isShown) return;
      if (reply.ok) setFound(reply.value.browsers);
      else setError(reply.error);
    };
    void look();
    return () => {
      isShown = false;
    };
  }, [bridge]);
  return { browsers: found, error };
}
