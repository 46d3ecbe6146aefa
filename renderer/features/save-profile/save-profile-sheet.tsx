import type { RoleRef } from '../../../shared/model/catalog.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useTranslate } from '../../state/services.tsx';
import { ChangeFacts } from '../profile-change/change-facts.tsx';
import { ProfileFieldset } from './profile-fieldset.tsx';
import { SavedNote } from './saved-note.tsx';
import { useExistingProfile, useNewProfile } from './use-form-start.ts';
import { useProfileForm, type FormStart } from './use-profile-form.ts';

interface SaveProfileSheetProps {
  readonly role: RoleRef;
  readonly accountName: string | null;
}

/** Writes a profile for a role: what it will be called, and what exactly happens to the file. */
export function SaveProfileSheet({ role, accountName }: SaveProfileSheetProps) {
  const t = useTranslate();
  const loading = useNewProfile(role);
  const title = t('window.saveProfile.title', {
    account: accountName ?? role.accountId,
    role: role.roleName,
  });
  return <LoadedSheet title={title} {...loading} waiting={t('window.saveProfile.preparing')} />;
}

/** Changes a profile of ours where it stands; its name is changed by renaming it. */
export function EditProfileSheet({ name }: { readonly name: string }) {
  const t = useTranslate();
  const loading = useExistingProfile(name);
  return (
    <LoadedSheet
      title={t('profiles.form.title', { name })}
      {...loading}
      waiting={t('profiles.form.preparing')}
    />
  );
}

function LoadedSheet(props: {
  readonly title: string;
  readonly waiting: string;
  readonly start: FormStart | null;
  readonly error: ReturnType<typeof useNewProfile>['error'];
}) {
  const { title, waiting, start, error } = props;
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const close = () => {
    showOverlay(null);
  };
  if (start !== null) return <FormSheet title={title} start={start} problem={error} />;
  return (
    <Dialog
      shape="sheet"
      title={title}
      onClose={close}
      footer={<Button onClick={close}>{t('window.common.cancel')}</Button>}
    >
      {error === null ? <p role="status">{waiting}</p> : <ErrorCallout error={error} />}
    </Dialog>
  );
}

function FormSheet(props: {
  readonly title: string;
  readonly start: FormStart;
  /** What went wrong while it was prepared. */
  readonly problem: ReturnType<typeof useNewProfile>['error'];
}) {
  const { title, start, problem } = props;
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const form = useProfileForm(start);
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
      {problem !== null && <ErrorCallout error={problem} />}
      <ProfileFieldset form={form} start={start} />
      <ChangeFacts change={form.change} hideError={form.errorShown} />
    </Dialog>
  );
}
