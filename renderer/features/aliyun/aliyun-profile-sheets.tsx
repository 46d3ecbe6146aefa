import { useEffect, useState } from 'react';
import { aliyunIdentityText } from '../../../shared/aliyun/identity.ts';
import type { AliyunProfileInput } from '../../../shared/model/aliyun-profile.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { ChangeFacts } from '../profile-change/change-facts.tsx';
import { SavedNote } from '../save-profile/saved-note.tsx';
import { AliyunProfileFields } from './aliyun-profile-fields.tsx';
import { useAliyunProfileForm } from './use-aliyun-profile-form.ts';

interface SaveAliyunProfileProps {
  readonly sessionId: SessionId;
  /** Null where the session is one identity. */
  readonly role: RoleRef | null;
}

/** Writes a profile into `config.json` for a session of Alibaba Cloud, or for one of its access configurations. */
export function SaveAliyunProfile({ sessionId, role }: SaveAliyunProfileProps) {
  const t = useTranslate();
  const found = useAliyunRecord(sessionId);
  // What the form begins with is the session as it was when the sheet was opened.
  const [record] = useState(found);
  if (record === null) return null;
  const what = role === null ? whoOf(record) : `${role.accountId} · ${role.roleName}`;
  const input: AliyunProfileInput = {
    name: role === null && record.profileName !== null ? record.profileName : record.name,
    sessionId,
    delivery: record.kind === 'sts-token' ? 'static' : 'native',
    accountId: role?.accountId ?? null,
    roleName: role?.roleName ?? null,
    region: record.region,
    language: null,
    makeCurrent: false,
  };
  return (
    <FormSheet title={t('aliyunWindow.profile.title', { name: what })} record={record} start={input} isNew />
  );
}

/** Changes a profile of ours in `config.json`. */
export function EditAliyunProfile({ name }: { readonly name: string }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const [start, setStart] = useState<AliyunProfileInput | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let wanted = true;
    void bridge.profiles.aliyunDetails({ name }).then((reply) => {
      if (!wanted) return;
      if (!reply.ok) setError(reply.error);
      else if (reply.value.input === null) setError(appError('config.foreign-section', { section: name }));
      else setStart(reply.value.input);
    });
    return () => {
      wanted = false;
    };
  }, [bridge, name]);
  const record = useAliyunRecord(start?.sessionId ?? null);
  const title = t('profiles.form.title', { name });
  if (start !== null && record !== null) {
    return <FormSheet title={title} record={record} start={start} isNew={false} />;
  }
  const close = () => {
    showOverlay(null);
  };
  return (
    <Dialog
      shape="sheet"
      title={title}
      onClose={close}
      footer={<Button onClick={close}>{t('window.common.cancel')}</Button>}
    >
      {error === null ? <p role="status">{t('profiles.form.preparing')}</p> : <ErrorCallout error={error} />}
    </Dialog>
  );
}

interface FormSheetProps {
  readonly title: string;
  readonly record: AliyunSessionRecord;
  readonly start: AliyunProfileInput;
  readonly isNew: boolean;
}

function FormSheet({ title, record, start, isNew }: FormSheetProps) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const form = useAliyunProfileForm(start);
  const close = () => {
    showOverlay(null);
  };
  if (form.saved !== null) {
    return (
      <Dialog
        shape="sheet"
        title={title}
        onClose={close}
        footer={
          <Button look="primary" onClick={close}>
            {t('window.common.done')}
          </Button>
        }
      >
        <SavedNote saved={form.saved} />
      </Dialog>
    );
  }
  return (
    <Dialog
      shape="sheet"
      title={title}
      onClose={close}
      onSubmit={form.change.run}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!form.change.canRun}>
            {t('window.roles.save')}
          </Button>
        </>
      }
    >
      <AliyunProfileFields form={form} record={record} isNew={isNew} />
      <ChangeFacts change={form.change} hideError={form.errorShown} />
    </Dialog>
  );
}

function useAliyunRecord(sessionId: SessionId | null): AliyunSessionRecord | null {
  return useAppState((state) => {
    const record = state.sessions.find((session) => session.record.id === sessionId)?.record;
    return record?.cloud === 'aliyun' ? record : null;
  });
}

function whoOf({ identity, name }: AliyunSessionRecord): string {
  return identity === null ? name : aliyunIdentityText(identity);
}
