import { useSyncExternalStore } from 'react';
import type { CopyFormat } from '../../shared/credentials/copy-formats.ts';
import type { Cloud } from '../../shared/model/session.ts';
import { useAppState, useServices } from './services.tsx';

/** The forms that credentials are copied in unless one is named, by cloud, and the setting of one. */
export function useCopyFormats(): {
  readonly formats: Readonly<Record<Cloud, CopyFormat>>;
  readonly choose: (cloud: Cloud, format: CopyFormat) => void;
} {
  const { preferences } = useServices();
  const aws = useSyncExternalStore(preferences.subscribe, () => preferences.copyFormat('aws'));
  const aliyun = useSyncExternalStore(preferences.subscribe, () => preferences.copyFormat('aliyun'));
  const usual = useAppState((state) => (state.about.platform === 'win32' ? 'powershell' : 'env'));
  return { formats: { aws: aws ?? usual, aliyun: aliyun ?? usual }, choose: preferences.setCopyFormat };
}
