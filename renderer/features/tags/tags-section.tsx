import { useId, useMemo, useState } from 'react';
import { Plus } from 'lucide-react';
import type { AppError } from '../../../shared/model/app-error.ts';
import { tagColours, type TagRule } from '../../../shared/model/tag.ts';
import type { CatalogIndex } from '../../../shared/search/catalog-index.ts';
import { compileTags } from '../../../shared/tags/tags.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { useAppState, useCatalogs, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';
import { useChangePreferences } from '../settings/use-change-preferences.ts';
import { TagRuleFields } from './tag-rule-fields.tsx';
import styles from './tags-section.module.css';

/** The settings hold no more. */
const AT_MOST = 50;

interface Draft {
  readonly id: number;
  readonly rule: TagRule;
}

/** The rules by which roles are tagged. Each takes effect as it is changed; one without name or pattern waits. */
export function TagsSection() {
  const t = useTranslate();
  const toasts = useToasts();
  const change = useChangePreferences();
  const inForce = useAppState((state) => state.preferences.tagRules);
  const catalogs = useCatalogs();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => inForce.map((rule, id) => ({ id, rule })));
  const [refused, setRefused] = useState<AppError | null>(null);
  const listId = useId();
  const all = useMemo(
    () => [...catalogs.values()].reduce((sum, catalog) => sum + catalog.roleCount, 0),
    [catalogs],
  );

  const settle = (next: readonly Draft[]) => {
    setDrafts(next);
    const rules = next.map(({ rule }) => rule).filter(isComplete);
    void change({ tagRules: rules }).then(setRefused);
  };
  const add = () => {
    const id = Math.max(-1, ...drafts.map((draft) => draft.id)) + 1;
    const colour = tagColours[drafts.length % tagColours.length] ?? 'red';
    const rule: TagRule = { name: '', colour, production: false, field: 'any', pattern: '' };
    setDrafts([...drafts, { id, rule }]);
  };
  const remove = ({ id, rule }: Draft) => {
    const before = drafts;
    settle(drafts.filter((draft) => draft.id !== id));
    if (!isComplete(rule)) return;
    toasts.done(t('access.tags.removed', { name: rule.name }), {
      label: t('window.common.undo'),
      run: () => {
        settle(before);
      },
    });
  };

  return (
    <SettingsSection title={t('access.tags.title')} lead={t('access.tags.lead')}>
      {refused !== null && <ErrorCallout error={refused} />}
      {drafts.length > 0 && (
        <ul id={listId} className={styles['rules']}>
          {drafts.map((draft, place) => (
            <li key={draft.id}>
              <TagRuleFields
                number={place + 1}
                rule={draft.rule}
                preview={previewOf(draft.rule, catalogs, all)}
                onDraft={(rule) => {
                  setDrafts(drafts.map((one) => (one.id === draft.id ? { ...one, rule } : one)));
                }}
                onSettled={(rule) => {
                  settle(drafts.map((one) => (one.id === draft.id ? { ...one, rule } : one)));
                }}
                onRemove={() => {
                  remove(draft);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button icon={<Plus size={14} aria-hidden />} disabled={drafts.length >= AT_MOST} onClick={add}>
          {t('access.tags.add')}
        </Button>
      </div>
    </SettingsSection>
  );
}

/** How much a rule marks of what is listed. */
export interface RulePreview {
  readonly matches: number;
  readonly all: number;
}

function previewOf(
  rule: TagRule,
  catalogs: ReadonlyMap<string, CatalogIndex>,
  all: number,
): RulePreview | null {
  if (!isComplete(rule)) return null;
  const tagsOf = compileTags([rule]);
  let matches = 0;
  for (const catalog of catalogs.values()) {
    for (const account of catalog.accounts) {
      const ofRole = tagsOf(account);
      for (const roleName of account.roleNames ?? []) {
        if (ofRole(roleName).length > 0) matches += 1;
      }
    }
  }
  return { matches, all };
}

function isComplete({ name, pattern }: TagRule): boolean {
  return name.trim() !== '' && pattern.trim() !== '';
}
