import { CopyLine } from '../../components/copy-line.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './profiles.module.css';

/** Practice profiles live apart from the user's own: the variables that point a tool there. */
export function PracticeNote() {
  const t = useTranslate();
  const practice = useAppState((state) => state.practice);
  if (practice === null) return null;
  const { origin, home } = practice;
  const variables = [
    `HOME='${home}'`,
    `AWS_ENDPOINT_URL_SSO=${origin}`,
    `AWS_ENDPOINT_URL_SSO_OIDC=${origin}`,
    `AWS_ENDPOINT_URL_STS=${origin}`,
  ].join(' ');
  return (
    <div className={styles['practice']}>
      <p>{t('window.profiles.practiceNote')}</p>
      <CopyLine text={variables} label={t('window.profiles.copyVariables')} />
    </div>
  );
}
