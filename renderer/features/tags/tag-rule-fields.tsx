import { Trash2 } from 'lucide-react';
import { tagColours, tagFields, type TagRule } from '../../../shared/model/tag.ts';
import { IconButton, joined } from '../../components/button.tsx';
import { CheckInput } from '../../components/check-input.tsx';
import { Field, SelectInput, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { TagChip } from './tag-chip.tsx';
import type { RulePreview } from './tags-section.tsx';
import styles from './tags-section.module.css';
import chips from './tags.module.css';

/** As long as the settings take them. */
const NAME_AT_MOST = 32;
const PATTERN_AT_MOST = 128;

interface TagRuleFieldsProps {
  readonly number: number;
  readonly rule: TagRule;
  /** Null while the rule is not complete. */
  readonly preview: RulePreview | null;
  /** While a text is being typed. */
  readonly onDraft: (rule: TagRule) => void;
  /** When it is to take effect. */
  readonly onSettled: (rule: TagRule) => void;
  readonly onRemove: () => void;
}

/** One rule: what the tag is called, what it looks like, what it marks. */
export function TagRuleFields({ number, rule, preview, onDraft, onSettled, onRemove }: TagRuleFieldsProps) {
  const t = useTranslate();
  const text = (key: 'name' | 'pattern') => ({
    value: rule[key],
    maxLength: key === 'name' ? NAME_AT_MOST : PATTERN_AT_MOST,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      onDraft({ ...rule, [key]: event.target.value });
    },
    onBlur: () => {
      onSettled({ ...rule, [key]: rule[key].trim() });
    },
  });
  return (
    <fieldset className={styles['rule']}>
      <legend className="visually-hidden">{t('access.tags.rule', { number })}</legend>
      <div className={styles['fields']}>
        <Field label={t('access.tags.name')}>
          {(control) => <TextInput {...control} {...text('name')} />}
        </Field>
        <Field label={t('access.tags.colour')}>
          {(control) => (
            <span className={styles['colour']}>
              <span aria-hidden className={joined(chips['swatch'], chips[rule.colour])} />
              <SelectInput
                {...control}
                value={rule.colour}
                onChange={(event) => {
                  const colour = tagColours.find((one) => one === event.target.value);
                  if (colour !== undefined) onSettled({ ...rule, colour });
                }}
              >
                {tagColours.map((colour) => (
                  <option key={colour} value={colour}>
                    {t(`access.tags.colours.${colour}`)}
                  </option>
                ))}
              </SelectInput>
            </span>
          )}
        </Field>
        <Field label={t('access.tags.field')}>
          {(control) => (
            <SelectInput
              {...control}
              value={rule.field}
              onChange={(event) => {
                const field = tagFields.find((one) => one === event.target.value);
                if (field !== undefined) onSettled({ ...rule, field });
              }}
            >
              {tagFields.map((field) => (
                <option key={field} value={field}>
                  {t(`access.tags.fields.${field}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <Field label={t('access.tags.pattern')}>
          {(control) => <TextInput {...control} {...text('pattern')} />}
        </Field>
        <IconButton
          label={t('access.tags.remove', { name: rule.name === '' ? number : rule.name })}
          icon={<Trash2 size={16} />}
          className={styles['remove']}
          onClick={onRemove}
        />
      </div>
      <div className={styles['effect']}>
        <CheckInput
          checked={rule.production}
          onChange={(production) => {
            onSettled({ ...rule, production });
          }}
        >
          {t('access.tags.production')}
        </CheckInput>
        <p role="status" className={styles['preview']}>
          {preview === null ? (
            t('access.tags.incomplete')
          ) : (
            <>
              <TagChip tag={rule} />
              {preview.all === 0
                ? t('access.tags.noRoles')
                : t('access.tags.matches', { count: preview.matches, all: preview.all })}
            </>
          )}
        </p>
      </div>
    </fieldset>
  );
}
