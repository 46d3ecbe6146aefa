import { CopyLine } from '../../components/copy-line.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './profiles.module.css';

/** Practice profiles live apart from the user's own: the variables that point a tool there. */
export function PracticeNote() {
  const t = useTranslate();
  const practice = useAppState((state) => state.practice);
  if (practice === null) return null;
  const { endpoints, home } = practice;
  const variables = [
    `HOME='${home}'`,
    ...Object.entries({
      AWS_ENDPOINT_URL_SSO: endpoints.sso,
      AWS_ENDPOINT_URL_SSO_OIDC: endpoints.ssoOidc,
      AWS_ENDPOINT_URL_STS: endpoints.sts,
    }).flatMap(([name, url]) => (url === undefined ? [] : [`${name}=${url}`])),
  ].join(' ');
  return (
    <div className={styles['practice']}>
      <p>{t('window.profiles.practiceNote')}</p>
      <CopyLine text={variables} label={t('window.profiles.copyVariables')} />
    </div>
  );
}
