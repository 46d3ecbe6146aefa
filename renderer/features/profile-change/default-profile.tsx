import type { Cloud } from '../../../shared/model/session.ts';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { useChange } from './use-change.ts';

interface DefaultProfileProps {
  readonly name: string;
  readonly cloud: Cloud;
}

/** Makes a profile the one that tools use where none is named: by a copy of it for AWS, by pointing at it for Alibaba Cloud. */
export function DefaultProfile({ name, cloud }: DefaultProfileProps) {
  const t = useTranslate();
  const aliyun = cloud === 'aliyun';
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const change = useChange({
    question: `${cloud} ${name}`,
    preview: () => bridge.profiles.previewDefault({ name, cloud }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.profiles.makeDefault({ name, cloud, ...consent }),
    onDone: () => {
      showOverlay(null);
      toasts.done(t(aliyun ? 'aliyunWindow.profile.madeCurrent' : 'profiles.madeDefault', { name }));
    },
  });
  return (
    <ChangeDialog
      title={t(aliyun ? 'aliyunWindow.profile.currentTitle' : 'profiles.defaultTitle', { name })}
      change={change}
      action={t(aliyun ? 'aliyunWindow.profile.makeCurrent' : 'profiles.makeDefault')}
    >
      <p>{t(aliyun ? 'aliyunWindow.profile.currentText' : 'profiles.defaultText')}</p>
    </ChangeDialog>
  );
}
