import { ShieldAlert } from 'lucide-react';
import type { Tag } from '../../../shared/model/tag.ts';
import { joined } from '../../components/button.tsx';
import { useTranslate } from '../../state/services.tsx';
import styles from './tags.module.css';

/** A tag by its name, never by its colour alone; one for production carries a sign as well. */
export function TagChip({ tag }: { readonly tag: Tag }) {
  const t = useTranslate();
  return (
    <span className={joined(styles['chip'], styles[tag.colour])} title={tag.name}>
      {tag.production && (
        <>
          <ShieldAlert size={11} aria-hidden />
          <span className="visually-hidden">{t('access.tags.productionMark')} </span>
        </>
      )}
      <span className={styles['name']}>{tag.name}</span>
    </span>
  );
}

/** At most this many stand in a row. */
const SHOWN = 2;

/** The first tags of a row; the others are named on hover. */
export function TagChips({ tags }: { readonly tags: readonly Tag[] }) {
  const t = useTranslate();
  const others = tags.slice(SHOWN);
  return (
    <>
      {tags.slice(0, SHOWN).map((tag) => (
        <TagChip key={tag.name} tag={tag} />
      ))}
      {others.length > 0 && (
        <span className={styles['others']} title={others.map(({ name }) => name).join(', ')}>
          {t('access.tags.others', { count: others.length })}
        </span>
      )}
    </>
  );
}

/** The colour of the first tag along the edge of a row. */
export function TagBar({ tags }: { readonly tags: readonly Tag[] }) {
  const [first] = tags;
  return first === undefined ? null : (
    <span aria-hidden className={joined(styles['bar'], styles[first.colour])} />
  );
}
