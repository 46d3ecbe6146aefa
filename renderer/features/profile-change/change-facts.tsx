import { translateError } from '../../../shared/i18n/error-text.ts';
import { joined } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { CheckInput } from '../../components/check-input.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { useTranslate } from '../../state/services.tsx';
import type { Change } from './use-change.ts';
import styles from './profile-change.module.css';

interface ChangeFactsProps {
  readonly change: Change<unknown>;
  /** An error that is told elsewhere, e.g. at its field, is left out here. */
  readonly hideError?: boolean;
}

/** What a change does to the files, what it warns of, and what must be agreed to before it is done. */
export function ChangeFacts({ change, hideError = false }: ChangeFactsProps) {
  const t = useTranslate();
  const { change: preview, current, error } = change;
  return (
    <section aria-label={t('window.saveProfile.preview')} className={styles['facts']}>
      <h3>{t('window.saveProfile.preview')}</h3>
      {error !== null && !hideError && <ErrorCallout error={error} />}
      {preview?.warnings.map((warning) => (
        <ErrorCallout key={JSON.stringify(warning)} error={warning} tone="warning" />
      ))}
      {preview === null ? (
        error === null && <p className={styles['wait']}>{t('window.saveProfile.noPreview')}</p>
      ) : (
        <DiffView preview={preview} stale={!current} />
      )}
      {preview?.asks.map((ask) => {
        const { message, hint } = translateError(t, ask);
        return (
          <div key={JSON.stringify(ask)} className={joined(styles['ask'], !current && styles['stale'])}>
            <CheckInput
              checked={change.isAgreed(ask)}
              hint={hint}
              onChange={(agreed) => {
                change.agree(ask, agreed);
              }}
            >
              {t('profiles.agree', { message })}
            </CheckInput>
          </div>
        );
      })}
    </section>
  );
}
