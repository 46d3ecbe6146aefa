import { useEffect, useRef } from 'react';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { Callout, ErrorCallout } from '../../components/callout.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, SelectInput, TextInput } from '../../components/field.tsx';
import { RegionInput } from '../../components/region-input.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { SavedNote } from './saved-note.tsx';
import { useProfileForm, type ProfileForm } from './use-profile-form.ts';
import styles from './save-profile.module.css';

interface SaveProfileSheetProps {
  readonly role: RoleRef;
  readonly accountName: string | null;
}

const OUTPUTS = ['json', 'yaml', 'yaml-stream', 'text', 'table', 'off'] as const;

/** Writes a profile for a role: what it will be called, and what exactly happens to the file. */
export function SaveProfileSheet({ role, accountName }: SaveProfileSheetProps) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const form = useProfileForm(role);
  const close = () => {
    showOverlay(null);
  };
  const title = t('window.saveProfile.title', {
    account: accountName ?? role.accountId,
    role: role.roleName,
  });
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
      onSubmit={form.save}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!form.canSave}>
            {t('window.roles.save')}
          </Button>
        </>
      }
    >
      <ProfileFieldset form={form} role={role} />
      <PreviewPart form={form} />
    </Dialog>
  );
}

function ProfileFieldset({ form, role }: { readonly form: ProfileForm; readonly role: RoleRef }) {
  const t = useTranslate();
  const practice = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === role.sessionId)?.record.practice ?? false,
  );
  const { fields } = form;
  const nameInput = useRef<HTMLInputElement>(null);
  const shown = fields !== null;
  useEffect(() => {
    // The one thing most people change; the fields come after the dialog has opened.
    if (shown) nameInput.current?.select();
  }, [shown]);
  if (fields === null) return <p role="status">{t('window.saveProfile.preparing')}</p>;
  const words = (error: AppError | null) => {
    if (error === null) return undefined;
    const { message, hint } = translateError(t, error);
    return t('window.common.sentences', { message, hint });
  };
  return (
    <>
      <Field
        label={t('window.saveProfile.name')}
        hint={t('window.saveProfile.nameHint')}
        problem={fields.name === '' ? t('window.saveProfile.nameMissing') : words(form.nameProblem)}
      >
        {(control) => (
          <TextInput
            {...control}
            ref={nameInput}
            value={fields.name}
            onChange={(event) => form.change({ name: event.target.value })}
          />
        )}
      </Field>
      <div className={styles['pair']}>
        <Field
          label={t('window.saveProfile.region')}
          hint={t('window.saveProfile.regionHint')}
          problem={words(form.regionProblem)}
        >
          {(control) => (
            <RegionInput
              {...control}
              value={fields.region}
              placeholder={t('window.saveProfile.notSet')}
              onChange={(region) => form.change({ region })}
            />
          )}
        </Field>
        <Field label={t('window.saveProfile.output')}>
          {(control) => (
            <SelectInput
              {...control}
              value={fields.output}
              onChange={(event) => form.change({ output: event.target.value })}
            >
              <option value="">{t('window.saveProfile.notSet')}</option>
              {outputsWith(fields.output).map((output) => (
                <option key={output} value={output}>
                  {output}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </div>
      <Callout
        tone="info"
        title={t(practice ? 'window.saveProfile.deliveryPractice' : 'window.saveProfile.delivery')}
      />
    </>
  );
}

/** The known outputs, and the one that stands there should it be another. */
function outputsWith(output: string): readonly string[] {
  const known: readonly string[] = OUTPUTS;
  return output === '' || known.includes(output) ? known : [...known, output];
}

function PreviewPart({ form }: { readonly form: ProfileForm }) {
  const t = useTranslate();
  const { preview, failure, previewCurrent } = form;
  return (
    <section aria-label={t('window.saveProfile.preview')} className={styles['preview']}>
      <h3>{t('window.saveProfile.preview')}</h3>
      {failure !== null && <ErrorCallout error={failure} />}
      {preview?.warnings.map((warning) => (
        <ErrorCallout key={warning.code} error={warning} tone="warning" />
      ))}
      {preview === null ? (
        failure === null && <p className={styles['wait']}>{t('window.saveProfile.noPreview')}</p>
      ) : (
        <DiffView preview={preview} stale={!previewCurrent} />
      )}
    </section>
  );
}
