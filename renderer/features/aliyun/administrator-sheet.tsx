import { useState } from 'react';
import { ExternalLink } from 'lucide-react';
import { aliyunAdministratorPages, aliyunSiteIds, type AliyunSite } from '../../../shared/aliyun/sites.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import styles from './administrator-sheet.module.css';

const TROUBLES = ['unassigned', 'unauthorized', 'deleted', 'root'] as const;

interface AdministratorSheetProps {
  readonly site: AliyunSite;
  readonly onClose: () => void;
}

/** What an administrator does once, so that others can sign in with OAuth (protocol/aliyun.md §1.1, §1.10). */
export function AdministratorSheet({ site: first, onClose }: AdministratorSheetProps) {
  const t = useTranslate();
  const [site, setSite] = useState(first);
  return (
    <Dialog
      shape="sheet"
      title={t('aliyunWindow.administrators.title')}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('window.common.done')}
        </Button>
      }
    >
      <p className={styles['lead']}>{t('aliyunWindow.administrators.lead')}</p>
      <ChoiceList
        label={t('aliyunWindow.administrators.site')}
        value={site}
        inline
        choices={aliyunSiteIds.map((value) => ({ value, label: t(`aliyunWindow.add.sites.${value}`) }))}
        onChange={setSite}
      />
      <ol className={styles['steps']}>
        <li>
          <h3>{t('aliyunWindow.administrators.steps.consent')}</h3>
          <p>{t('aliyunWindow.administrators.steps.consentText')}</p>
          <PageLink key={site} site={site} page="install" />
        </li>
        <li>
          <h3>{t('aliyunWindow.administrators.steps.assign')}</h3>
          <p>{t('aliyunWindow.administrators.steps.assignText')}</p>
          <PageLink key={site} site={site} page="assign" />
        </li>
        <li>
          <h3>{t('aliyunWindow.administrators.steps.use')}</h3>
          <p>{t('aliyunWindow.administrators.steps.useText')}</p>
        </li>
      </ol>
      <section className={styles['troubles']}>
        <h3>{t('aliyunWindow.administrators.troubles')}</h3>
        <dl>
          {TROUBLES.map((trouble) => (
            <div key={trouble}>
              <dt>{t(`aliyunWindow.administrators.${trouble}`)}</dt>
              <dd>{t(`aliyunWindow.administrators.${trouble}Text`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Dialog>
  );
}

interface PageLinkProps {
  readonly site: AliyunSite;
  readonly page: 'install' | 'assign';
}

/** A page of the RAM console: main opens exactly these, and the link can be sent to whoever is the administrator. */
function PageLink({ site, page }: PageLinkProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const [error, setError] = useState<AppError | null>(null);
  const open = async () => {
    const reply = await bridge.aliyun.openAdministratorPage({ site, page });
    setError(reply.ok ? null : reply.error);
  };
  const words = page === 'install' ? 'Install' : 'Assign';
  return (
    <>
      <CopyLine
        text={aliyunAdministratorPages(site)[page]}
        label={t(`aliyunWindow.administrators.copy${words}`)}
      />
      <Button icon={<ExternalLink size={14} aria-hidden />} onClick={() => void open()}>
        {t(`aliyunWindow.administrators.open${words}`)}
      </Button>
      {error !== null && <ErrorCallout error={error} />}
    </>
  );
}
