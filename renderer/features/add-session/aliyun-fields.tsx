import type { Ref } from 'react';
import { aliyunSiteIds } from '../../../shared/aliyun/sites.ts';
import type { AliyunSessionKind } from '../../../shared/model/aliyun-session.ts';
import { AliyunRegionField } from '../../components/aliyun-region-field.tsx';
import { Button } from '../../components/button.tsx';
import { Callout, ErrorCallout } from '../../components/callout.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { ExpiryField } from '../aliyun/expiry-field.tsx';
import { KeysInput, type KeysHandle } from '../aliyun/keys-input.tsx';
import { problemText } from '../profile-change/use-change.ts';
import type { AliyunForm } from './use-aliyun-form.ts';
import styles from './add-session.module.css';

const WAYS: readonly AliyunSessionKind[] = ['oauth', 'cloud-sso', 'sts-token'];

interface AliyunFieldsProps {
  readonly form: AliyunForm;
  readonly keys: Ref<KeysHandle>;
  /** Shows what an administrator has to do before. */
  readonly onGuide: () => void;
}

/** The fields of a session of Alibaba Cloud: first which of the three ways, then what that way needs. */
export function AliyunFields({ form, keys, onGuide }: AliyunFieldsProps) {
  const t = useTranslate();
  const fallback = useAppState((state) => state.about.runtime === 'fallback');
  return (
    <>
      {fallback && form.way !== 'sts-token' && (
        <Callout tone="warning" title={t('window.addSession.fallback')}>
          {t('window.addSession.fallbackHint')}
        </Callout>
      )}
      <ChoiceList
        label={t('aliyunWindow.ways.label')}
        value={form.way}
        choices={WAYS.map((value) => ({
          value,
          label: t(`aliyunWindow.ways.${value}`),
          hint: t(`aliyunWindow.ways.${value}Hint`),
        }))}
        onChange={(way) => {
          form.set({ way });
        }}
      />
      <hr className={styles['rule']} />
      {form.way === 'oauth' && <SiteChoice form={form} />}
      {form.way === 'cloud-sso' && <SignInUrlField form={form} />}
      {form.way === 'sts-token' && <Keys form={form} keys={keys} />}
      <Names form={form} />
      {form.way === 'oauth' && <BeforeOAuth onGuide={onGuide} />}
      {form.failure !== null && <ErrorCallout error={form.failure} />}
    </>
  );
}

function SiteChoice({ form }: { readonly form: AliyunForm }) {
  const t = useTranslate();
  return (
    <div className={styles['group']}>
      <ChoiceList
        label={t('aliyunWindow.add.site')}
        value={form.site}
        choices={aliyunSiteIds.map((value) => ({
          value,
          label: t(`aliyunWindow.add.sites.${value}`),
          hint: t(`aliyunWindow.add.siteHints.${value}`),
        }))}
        onChange={(site) => {
          form.set({ site });
        }}
      />
      <p className={styles['note']}>{t('aliyunWindow.add.siteHint')}</p>
    </div>
  );
}

function SignInUrlField({ form }: { readonly form: AliyunForm }) {
  const t = useTranslate();
  return (
    <Field
      label={t('aliyunWindow.add.signInUrl')}
      hint={t('aliyunWindow.add.signInUrlHint')}
      problem={problemText(t, form.problems.signInUrl)}
    >
      {(control) => (
        <TextInput
          {...control}
          inputMode="url"
          placeholder="https://signin-cn-shanghai.alibabacloudsso.com/start/login"
          value={form.signInUrl}
          onChange={(event) => form.set({ signInUrl: event.target.value })}
        />
      )}
    </Field>
  );
}

function Keys({ form, keys }: Pick<AliyunFieldsProps, 'form' | 'keys'>) {
  const t = useTranslate();
  return (
    <>
      <KeysInput ref={keys} problem={form.problems.keys} onPreview={form.setPreview} />
      <p className={styles['note']}>
        {t(form.keysLost ? 'aliyunWindow.keys.again' : 'aliyunWindow.keys.written')}
      </p>
      {form.preview?.expiresAt == null && (
        <ExpiryField
          value={form.expires}
          problem={problemText(t, form.problems.expires)}
          onChange={(expires) => {
            form.set({ expires });
          }}
        />
      )}
    </>
  );
}

function Names({ form }: { readonly form: AliyunForm }) {
  const t = useTranslate();
  return (
    <>
      <Field
        label={t('window.addSession.name')}
        hint={t(form.way === 'sts-token' ? 'aliyunWindow.add.nameHintKeys' : 'aliyunWindow.add.nameHint')}
        problem={problemText(t, form.problems.name)}
      >
        {(control) => (
          <TextInput
            {...control}
            value={form.name}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
      {form.way === 'oauth' && (
        <Field
          label={t('aliyunWindow.add.profileName')}
          hint={t('aliyunWindow.add.profileNameHint')}
          problem={problemText(t, form.problems.profileName)}
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.profileName}
              onChange={(event) => form.set({ profileName: event.target.value })}
            />
          )}
        </Field>
      )}
      <AliyunRegionField
        label={t('aliyunWindow.add.region')}
        hint={t('aliyunWindow.add.regionHint')}
        value={form.region}
        problem={problemText(t, form.problems.region)}
        onChange={(region) => {
          form.set({ region });
        }}
      />
    </>
  );
}

/** What to know before the first sign-in, where it can still be prevented from going wrong. */
function BeforeOAuth({ onGuide }: { readonly onGuide: () => void }) {
  const t = useTranslate();
  return (
    <Callout
      tone="info"
      title={t('aliyunWindow.add.activeIdentity')}
      action={
        <Button className={styles['aside']} onClick={onGuide}>
          {t('aliyunWindow.administrators.show')}
        </Button>
      }
    >
      {t('aliyunWindow.add.firstTime')}
    </Callout>
  );
}
