import type { EndpointOverrides } from '../../../shared/model/session.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './profiles.module.css';

/** Practice profiles live apart from the user's own: the variables that point a tool there, for each region that is played. */
export function PracticeNote() {
  const t = useTranslate();
  const practice = useAppState((state) => state.practice);
  const sessions = useAppState((state) => state.sessions);
  if (practice === null) return null;
  const lines = new Set(
    sessions.flatMap(({ record }) =>
      // No variable leads Alibaba Cloud's tools to another endpoint.
      record.practice
        ? [variablesOf(practice.home, record.cloud === 'aws' ? (record.endpoints ?? {}) : {})]
        : [],
    ),
  );
  return (
    <div className={styles['practice']}>
      <p>{t('window.profiles.practiceNote')}</p>
      {[...lines].map((line) => (
        <CopyLine key={line} text={line} label={t('window.profiles.copyVariables')} />
      ))}
    </div>
  );
}

function variablesOf(home: string, endpoints: EndpointOverrides): string {
  const values = {
    HOME: home,
    AWS_ENDPOINT_URL_SSO: endpoints.sso,
    AWS_ENDPOINT_URL_SSO_OIDC: endpoints.ssoOidc,
    AWS_ENDPOINT_URL_STS: endpoints.sts,
  };
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}`]))
    .join(' ');
}

/** For a POSIX shell: nothing inside single quotes means anything but the quote itself. */
function quoted(value: string): string {
  return /^[\w:/.-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
