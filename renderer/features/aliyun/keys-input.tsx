import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import { CircleCheck, ClipboardPaste } from 'lucide-react';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { PastePreview, StsKeysSource } from '../../../shared/model/aliyun-input.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { Button } from '../../components/button.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Field, TextArea, TextInput } from '../../components/field.tsx';
import { useServices } from '../../state/services.tsx';
import { problemText } from '../profile-change/use-change.ts';
import styles from './keys-input.module.css';

export interface KeysHandle {
  /** What was given, once: the fields are empty afterwards. Null while something is missing, which is then told. */
  take(): StsKeysSource | null;
}

interface KeysInputProps {
  readonly ref: Ref<KeysHandle>;
  /** What main said against the keys that were taken. */
  readonly problem: AppError | null;
  readonly onPreview: (preview: PastePreview | null) => void;
}

type Way = StsKeysSource['type'];
const WAYS: readonly Way[] = ['text', 'fields', 'clipboard'];

/**
 * Keys on their way to main. The fields are uncontrolled: their values live in the page's own elements until they are
 * taken, never in the state of the window, and nothing comes back but which parts were found (security.md §0.3).
 */
export function KeysInput({ ref, problem, onPreview }: KeysInputProps) {
  const { t, bridge, timers } = useServices();
  const [way, setWay] = useState<Way>('text');
  const [preview, setPreview] = useState<PastePreview | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const [missing, setMissing] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const id = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const asked = useRef(0);

  const show = (found: PastePreview | null, error: AppError | null) => {
    setPreview(found);
    setRefused(error);
    onPreview(found);
  };
  const look = async (source: StsKeysSource) => {
    asked.current += 1;
    const mine = asked.current;
    const reply = await bridge.aliyun.previewPaste({ source });
    if (mine !== asked.current) return;
    setMissing(false);
    show(reply.ok ? reply.value : null, reply.ok ? null : reply.error);
  };
  const lookAtText = () => {
    const pasted = text.current?.value ?? '';
    if (pasted.trim() === '') show(null, null);
    else void look({ type: 'text', text: pasted });
  };
  const clear = () => {
    for (const field of [text, id, secret, token]) {
      if (field.current !== null) field.current.value = '';
    }
  };
  const read = (): StsKeysSource | null => {
    if (way === 'clipboard') return { type: 'clipboard' };
    if (way === 'text') {
      const pasted = text.current?.value ?? '';
      return pasted.trim() === '' ? null : { type: 'text', text: pasted };
    }
    const [accessKeyId = '', accessKeySecret = '', securityToken = ''] = [id, secret, token].map(
      (field) => field.current?.value.trim() ?? '',
    );
    return accessKeyId === '' || accessKeySecret === '' || securityToken === ''
      ? null
      : { type: 'fields', accessKeyId, accessKeySecret, securityToken };
  };
  useImperativeHandle(ref, () => ({
    take: () => {
      const source = read();
      setMissing(source === null);
      if (source !== null) {
        asked.current += 1;
        clear();
        show(null, null);
      }
      return source;
    },
  }));

  const wrong = refused ?? problem ?? incomplete(t, preview);
  const words = missing ? t('aliyunWindow.keys.missing') : problemText(t, wrong);
  const choose = (next: Way) => {
    clear();
    asked.current += 1;
    setMissing(false);
    show(null, null);
    setWay(next);
  };
  return (
    <div className={styles['keys']}>
      <ChoiceList
        label={t('aliyunWindow.keys.how')}
        value={way}
        inline
        choices={WAYS.map((value) => ({ value, label: t(`aliyunWindow.keys.ways.${value}`) }))}
        onChange={choose}
      />
      {way === 'text' && (
        <Field
          label={t('aliyunWindow.keys.textLabel')}
          hint={preview === null ? t('aliyunWindow.keys.textHint') : undefined}
          problem={words}
        >
          {(control) => (
            <TextArea
              {...control}
              ref={text}
              rows={5}
              concealed
              placeholder={t('aliyunWindow.keys.textPlaceholder')}
              onPaste={() => {
                // The text is there after the event.
                timers.after(0, lookAtText);
              }}
              onBlur={lookAtText}
            />
          )}
        </Field>
      )}
      {way === 'fields' && (
        <>
          <Field label={t('aliyunWindow.keys.accessKeyId')}>
            {(control) => <TextInput {...control} ref={id} placeholder="STS.…" />}
          </Field>
          <Field label={t('aliyunWindow.keys.accessKeySecret')}>
            {(control) => <TextInput {...control} ref={secret} type="password" />}
          </Field>
          <Field label={t('aliyunWindow.keys.securityToken')} problem={words}>
            {(control) => <TextInput {...control} ref={token} type="password" />}
          </Field>
        </>
      )}
      {way === 'clipboard' && (
        <div className={styles['clipboard']}>
          <Button
            icon={<ClipboardPaste size={14} aria-hidden />}
            onClick={() => void look({ type: 'clipboard' })}
          >
            {t('aliyunWindow.keys.look')}
          </Button>
          <p className={wrong === null ? styles['hint'] : styles['problem']} aria-live="polite">
            {words ?? (preview === null ? t('aliyunWindow.keys.clipboard') : '')}
          </p>
        </div>
      )}
      <div role="status">{preview !== null && wrong === null && <Found preview={preview} />}</div>
    </div>
  );
}

/** What main has found, the key id shortened. */
function Found({ preview }: { readonly preview: PastePreview }) {
  const { t, ticker, timeStyle } = useServices();
  const { keyId, expiresAt, region } = preview;
  return (
    <div className={styles['found']}>
      <CircleCheck size={16} aria-hidden />
      <p>
        {expiresAt === null
          ? t('aliyunWindow.keys.found', { keyId: keyId ?? '' })
          : t('aliyunWindow.keys.foundUntil', {
              keyId: keyId ?? '',
              time: timeOfDay(expiresAt, ticker.now(), timeStyle),
            })}
        {region !== null && <> {t('aliyunWindow.keys.foundRegion', { region })}</>}
      </p>
    </div>
  );
}

function incomplete(t: Translate, preview: PastePreview | null): AppError | null {
  if (preview === null || preview.missing.length === 0) return null;
  const missing = preview.missing.map((part) => t(`aliyunWindow.keys.parts.${part}`)).join(', ');
  return appError('paste.incomplete', { missing });
}
