import { CircleCheck } from 'lucide-react';
import { aliyunIdentityType } from '../../../shared/aliyun/identity-type.ts';
import type { SessionIdentity } from '../../../shared/model/session.ts';
import { Callout } from '../../components/callout.tsx';
import { useTranslate } from '../../state/services.tsx';
import styles from './aliyun-sign-in.module.css';

/** Who it was, after a sign-in: name, account, what kind of identity, and its whole ARN. */
export function SignedInAs({ identity }: { readonly identity: SessionIdentity }) {
  const t = useTranslate();
  const type = aliyunIdentityType(identity.arn);
  return (
    <>
      <div className={styles['person']}>
        <CircleCheck size={20} aria-hidden />
        <dl>
          <dt>{t('aliyunWindow.signIn.who')}</dt>
          <dd className={styles['personName']}>{identity.name}</dd>
          <dt>{t('aliyunWindow.signIn.type')}</dt>
          <dd>{t(`aliyunWindow.signIn.types.${type}`)}</dd>
          <dt>{t('aliyunWindow.signIn.account')}</dt>
          <dd>{identity.accountId}</dd>
          <dt>{t('aliyunWindow.signIn.arn')}</dt>
          <dd>
            <code>{identity.arn}</code>
          </dd>
        </dl>
      </div>
      {type === 'role' && <Callout tone="info" title={t('aliyunWindow.signIn.roleNote')} />}
    </>
  );
}
