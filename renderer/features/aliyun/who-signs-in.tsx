import { useTranslate } from '../../state/services.tsx';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import styles from './aliyun-sign-in.module.css';

/** Said before: whoever is active in the browser is who signs in. */
export function WhoSignsIn() {
  const t = useTranslate();
  return (
    <Callout tone="info" title={t('aliyunWindow.signIn.before')}>
      {t('aliyunWindow.signIn.beforeDetail')}
    </Callout>
  );
}

/** Who is not assigned is never sent back: the one failure that the sign-in page alone can tell. */
export function NobodyComesBack({ onGuide }: { readonly onGuide: () => void }) {
  const t = useTranslate();
  return (
    <details className={styles['more']}>
      <summary>{t('aliyunWindow.signIn.nobody')}</summary>
      <div className={styles['paste']}>
        <p className={styles['muted']}>
          {t('aliyunWindow.signIn.nobodyDetail')} {t('aliyunWindow.signIn.limit')}
        </p>
        <Button onClick={onGuide}>{t('aliyunWindow.administrators.show')}</Button>
      </div>
    </details>
  );
}
