import { CopyLine } from '../../components/copy-line.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './profiles.module.css';

/** Practice profiles live apart from the user's own: the variables that point a tool there. */
export function PracticeNote() {
  const t = useTranslate();
  const practice = useAppState((state) => state.practice);
  if (practice === null) return null;
  const { endpoints, home } = practice;
  const values = {
    HOME: home,
    AWS_ENDPOINT_URL_SSO: endpoints.sso,
    AWS_ENDPOINT_URL_SSO_OIDC: endpoints.ssoOidc,
    AWS_ENDPOINT_URL_STS: endpoints.sts,
  };
  const variables = Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}`]))
    .join(' ');
  return (
    <div className={styles['practice']}>
      <p>{t('window.profiles.practiceNote')}</p>
      <CopyLine text={variables} label={t('window.profiles.copyVariables')} />
    </div>
  );
}

/** For a POSIX shell: nothing inside single quotes means anything but the quote itself. */
function quoted(value: string): string {
  return /^[\w:/.-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
