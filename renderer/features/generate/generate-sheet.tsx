import { useState } from 'react';
import { checkNameTemplate } from '../../../shared/credentials/profile-name-template.ts';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import { CheckInput } from '../../components/check-input.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { OutputInput } from '../../components/output-input.tsx';
import { RegionInput } from '../../components/region-input.tsx';
import { joined } from '../../components/button.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ProfileNameTemplateField } from '../name-template/profile-name-template-field.tsx';
import { ChangeDialog } from '../profile-change/change-dialog.tsx';
import { problemText, useChange, type Change } from '../profile-change/use-change.ts';
import { BatchList } from './batch-list.tsx';
import { SessionChoice } from './session-choice.tsx';
import type { BatchPreview } from './types.ts';
import styles from './generate.module.css';

const REGION_CODES: readonly AppErrorCode[] = ['input.region-invalid', 'input.region-missing'];

/** Profiles for all roles of a session: which, called what, and what happens to the file. */
export function GenerateSheet(props: { readonly sessionId: SessionId; readonly added: boolean }) {
  const { sessionId: first } = props;
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const sessions = useAppState((state) => state.sessions.map(({ record }) => record));
  const usual = useAppState((state) => state.preferences.profileNameTemplate);
  const [sessionId, setSessionId] = useState(first);
  const [template, setTemplate] = useState(usual);
  const [keep, setKeep] = useState(false);
  const [search, setSearch] = useState('');
  const [added, setAdded] = useState(props.added);
  const [again, setAgain] = useState(false);
  const [typedRegion, setTypedRegion] = useState<string | null>(null);
  const [output, setOutput] = useState('json');

  const changes = useAppState((state) => state.accessChanges[sessionId]?.addedRoles ?? 0);
  const shownRegion = typedRegion ?? sessions.find(({ id }) => id === sessionId)?.region ?? '';
  const region = shownRegion.trim();
  const regionCheck = region === '' ? null : validateRegion(region);
  const checked = checkNameTemplate(template);
  const input = {
    sessionId,
    template: checked.ok ? checked.value : null,
    region: region === '' ? null : region,
    output: output === '' ? null : output,
    search: search.trim() === '' ? null : search.trim(),
    added,
    again,
  };
  const change = useChange({
    question: checked.ok && regionCheck?.ok !== false ? JSON.stringify(input) : null,
    preview: () => bridge.profiles.previewGenerate(input),
    changeOf: (preview) => preview.change,
    carryOut: (consent) => bridge.profiles.generate({ input, ...consent }),
    onDone: ({ count, change: { file } }) => {
      if (keep && checked.ok) void bridge.preferences.change({ profileNameTemplate: checked.value });
      showOverlay(null);
      toasts.done(t('profiles.generate.done', { count, file }));
    },
  });
  const count = change.preview?.count ?? 0;
  const regionError =
    change.error !== null && REGION_CODES.includes(change.error.code)
      ? change.error
      : regionCheck?.ok === false
        ? regionCheck.error
        : null;
  return (
    <ChangeDialog
      title={t('profiles.generate.title')}
      change={count === 0 ? { ...change, canRun: false } : change}
      action={count === 0 ? t('profiles.generate.actionNone') : t('profiles.generate.action', { count })}
      hideError={regionError !== null}
    >
      <p>{t('profiles.generate.lead')}</p>
      <SessionChoice value={sessionId} onChange={setSessionId} />
      <Field label={t('profiles.generate.search')} hint={t('profiles.generate.searchHint')}>
        {(control) => (
          <TextInput {...control} value={search} onChange={(event) => setSearch(event.target.value)} />
        )}
      </Field>
      <ProfileNameTemplateField
        label={t('profiles.template.label')}
        value={template}
        onChange={setTemplate}
        example={change.preview?.profiles[0] ?? null}
      />
      {checked.ok && checked.value !== usual && (
        <CheckInput checked={keep} onChange={setKeep}>
          {t('profiles.template.keep')}
        </CheckInput>
      )}
      <div className={styles['pair']}>
        <Field label={t('window.saveProfile.region')} problem={problemText(t, regionError)}>
          {(control) => (
            <RegionInput
              {...control}
              value={shownRegion}
              placeholder={t('window.saveProfile.notSet')}
              onChange={setTypedRegion}
            />
          )}
        </Field>
        <Field label={t('window.saveProfile.output')}>
          {(control) => <OutputInput {...control} value={output} onChange={setOutput} />}
        </Field>
      </div>
      {changes > 0 && (
        <CheckInput checked={added} onChange={setAdded}>
          {t('access.card.addedOnly', { count: changes })}
        </CheckInput>
      )}
      <CheckInput checked={again} onChange={setAgain}>
        {t('profiles.generate.again')}
      </CheckInput>
      <NewProfiles change={change} />
    </ChangeDialog>
  );
}

/** What will be made, by name. */
function NewProfiles({ change: { preview, current, waiting } }: { readonly change: Change<BatchPreview> }) {
  const t = useTranslate();
  if (preview === null) {
    return waiting ? <p role="status">{t('profiles.generate.working')}</p> : null;
  }
  const { profiles, count, present } = preview;
  const left = count - profiles.length;
  return (
    <section
      aria-label={t('profiles.generate.names')}
      className={joined(styles['batch'], !current && styles['stale'])}
    >
      <div role="status">
        <h3 className={styles['batchTitle']}>
          {count === 0 ? t('profiles.generate.none') : t('profiles.generate.count', { count })}
          {present > 0 && (
            <span className={styles['muted']}>{t('profiles.generate.present', { count: present })}</span>
          )}
        </h3>
      </div>
      {count > 0 && (
        <BatchList
          label={t('profiles.generate.names')}
          items={profiles.map(({ name, accountId, accountName, roleName }) => ({
            name,
            detail: `${accountName ?? accountId} · ${roleName}`,
          }))}
          end={left > 0 ? t('profiles.generate.moreNames', { count: left }) : undefined}
        />
      )}
    </section>
  );
}
