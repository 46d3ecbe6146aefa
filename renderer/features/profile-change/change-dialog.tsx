import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useTranslate } from '../../state/services.tsx';
import { ChangeFacts } from './change-facts.tsx';
import type { Change } from './use-change.ts';

interface ChangeDialogProps {
  readonly title: string;
  readonly change: Change<unknown>;
  /** What the button says that carries it out. */
  readonly action: string;
  readonly danger?: boolean;
  /** Whether the error of the change is told by the children. */
  readonly hideError?: boolean;
  readonly children?: ReactNode;
}

/** A change with its preview, to be carried out or left. Enter in one of its fields carries it out. */
export function ChangeDialog({ title, change, action, danger, hideError, children }: ChangeDialogProps) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const close = () => {
    showOverlay(null);
  };
  return (
    <Dialog
      shape="sheet"
      title={title}
      onClose={close}
      onSubmit={change.run}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look={danger === true ? 'danger' : 'primary'} type="submit" disabled={!change.canRun}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <ChangeFacts change={change} hideError={hideError ?? false} />
    </Dialog>
  );
}
