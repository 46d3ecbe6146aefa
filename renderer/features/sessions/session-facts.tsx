import { translateError } from '../../../shared/i18n/error-text.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { AwsSessionRecord, SessionRecord, SessionView } from '../../../shared/model/session.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useAppState, useNow, useServices } from '../../state/services.tsx';
import { SectionFacts } from '../found/section-facts.tsx';
import { needsYouAt } from './session-clock.tsx';
import styles from './session-strip.module.css';

/** What is known of a session, in sentences: who, where, and what will happen next. */
export function SessionFacts({ session }: { readonly session: SessionView }) {
  const { t } = useServices();
  const sentences = useSentences(session);
  const { record, phase } = session;
  const person = usePerson(session);
  const error = phase.state === 'signing-in' ? null : phase.error;
  return (
    <div className={styles['facts']}>
      <p className={styles['factsName']}>{record.name}</p>
      <p className={styles['factsPlace']}>
        {placeOf(t, record)} · {record.region}
      </p>
      {person !== null && <p>{person}</p>}
      {placeFacts(t, record).map((fact) => (
        <p key={fact} className={styles['factsPlace']}>
          {fact}
        </p>
      ))}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {error !== null && <p className={styles['factsError']}>{translateError(t, error).message}</p>}
      <SectionFacts sessionId={record.id} />
    </div>
  );
}

function placeOf(t: Translate, record: SessionRecord): string {
  const address = record.cloud === 'aws' ? record.startUrl : record.signInUrl;
  if (address !== null) return address.replace(/^https?:\/\//, '');
  return record.cloud === 'aliyun' && record.kind === 'oauth'
    ? t(`aliyunWindow.add.sites.${record.site}`)
    : t('aliyunWindow.kinds.sts-token');
}

/** What is out of the ordinary about where it signs in. */
function placeFacts(t: Translate, record: SessionRecord): readonly string[] {
  const { endpoints, practice } = record;
  const facts: string[] = [];
  // Those of a practice session are the practice cloud, which its name tells already.
  if (endpoints !== null && !practice) {
    const hosts = new Set(Object.values(endpoints).map((url: string) => new URL(url).host));
    facts.push(t('sessions.facts.endpoints', { hosts: [...hosts].join(', ') }));
  }
  return [...(record.cloud === 'aws' ? awsFacts(t, record) : aliyunFacts(t, record)), ...facts];
}

function aliyunFacts(t: Translate, { kind, profileName, identity }: AliyunSessionRecord): readonly string[] {
  const facts: string[] = [t('aliyunWindow.facts.kind', { kind: t(`aliyunWindow.kinds.${kind}`) })];
  if (identity !== null && kind !== 'cloud-sso') {
    facts.push(identity.arn);
  }
  if (profileName !== null) facts.push(t('aliyunWindow.facts.profile', { profile: profileName }));
  return facts;
}

function awsFacts(t: Translate, { kind, portalUrl, endpointVariant }: AwsSessionRecord): readonly string[] {
  const facts: string[] = [];
  if (kind === 'legacy') facts.push(t('sessions.facts.legacy'));
  if (portalUrl !== null) {
    facts.push(t('sessions.facts.portal', { portal: portalUrl.replace(/^https?:\/\//, '') }));
  }
  const { fips, dualStack } = endpointVariant;
  if (fips || dualStack) {
    const variant = fips && dualStack ? 'both' : fips ? 'fips' : 'dualStack';
    facts.push(t('sessions.facts.variant', { variant: t(`sessions.facts.${variant}`) }));
  }
  return facts;
}

/** Who is signed in; who was last, as long as the present token has not shown whose it is. */
function usePerson({ record, phase }: SessionView): string | null {
  const { t } = useServices();
  const who = useAppState((state) => state.identities[record.id] ?? null);
  if (who?.state === 'confirmed' && phase.state === 'active') {
    return t('surroundings.identity.confirmed', { name: who.name });
  }
  return record.identity === null
    ? null
    : t('surroundings.identity.lastKnown', { name: record.identity.name });
}

/** "Renews by itself at 14:40", "Needs you at about 18:02". */
function useSentences({ phase }: SessionView): readonly string[] {
  const { t, timeStyle } = useServices();
  const now = useNow(() => MINUTE);
  if (phase.state !== 'active') {
    return [];
  }
  const end = needsYouAt(phase);
  const sentences: string[] = [];
  if (phase.accessTokenExpiresAt === null) sentences.push(t('aliyunWindow.identity.unknownFull'));
  if (phase.inMemory === true) sentences.push(t('sessions.facts.inMemory'));
  if (phase.renewable && phase.nextRenewalAt !== null && (end === null || phase.nextRenewalAt < end.at)) {
    sentences.push(
      t('window.clock.renewsByItself', { time: timeOfDay(phase.nextRenewalAt, now, timeStyle) }),
    );
  }
  if (end !== null) {
    const time = timeOfDay(end.at, now, timeStyle);
    sentences.push(
      end.estimated ? t('window.clock.needsYouAbout', { time }) : t('window.clock.needsYou', { time }),
    );
  }
  return sentences;
}
