import type { ReactNode } from 'react';
import { Cloud, CloudCog, FlaskConical } from 'lucide-react';
import { useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { FoundDoor } from '../found/found-door.tsx';
import { BowMark } from '../shell/bow-mark.tsx';
import styles from './first-start.module.css';

/** No session yet: the doors, one sentence each. */
export function FirstStart() {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  return (
    <div className={styles['view']}>
      <div className={styles['inner']}>
        <BowMark size={40} />
        <h1 className={styles['title']}>{t('window.firstStart.title')}</h1>
        <p className={styles['lead']}>{t('window.firstStart.lead')}</p>
        <div className={styles['doors']}>
          <Door
            icon={<Cloud size={20} />}
            title={t('window.firstStart.aws')}
            sentence={t('window.firstStart.awsSentence')}
            onOpen={() => {
              showOverlay({ type: 'add-session', cloud: 'aws' });
            }}
          />
          <Door
            icon={<CloudCog size={20} />}
            title={t('aliyunWindow.cloud')}
            sentence={t('aliyunWindow.doorSentence')}
            onOpen={() => {
              showOverlay({ type: 'add-session', cloud: 'aliyun' });
            }}
          />
          <Door
            icon={<FlaskConical size={20} />}
            title={t('window.firstStart.practice')}
            sentence={t('window.firstStart.practiceSentence')}
            onOpen={() => {
              showOverlay({ type: 'add-session', cloud: 'practice' });
            }}
          />
        </div>
        <FoundDoor />
      </div>
    </div>
  );
}

interface DoorProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly sentence: string;
  readonly onOpen: () => void;
}

function Door({ icon, title, sentence, onOpen }: DoorProps) {
  return (
    <button type="button" className={styles['door']} onClick={onOpen}>
      <span className={styles['icon']}>{icon}</span>
      <span className={styles['doorTitle']}>{title}</span>
      <span className={styles['sentence']}>{sentence}</span>
    </button>
  );
}
