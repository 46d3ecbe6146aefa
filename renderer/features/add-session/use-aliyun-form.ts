import { useState, type RefObject } from 'react';
import { checkAliyunRegion } from '../../../shared/aliyun/region.ts';
import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import type { PastePreview } from '../../../shared/model/aliyun-input.ts';
import type { AliyunSessionKind } from '../../../shared/model/aliyun-session.ts';
import { appError, type AppError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import { instant, type Instant } from '../../../shared/model/instant.ts';
import { validateSessionName } from '../../../shared/start-url/index.ts';
import { useBridge, useServices } from '../../state/services.tsx';
import type { KeysHandle } from '../aliyun/keys-input.tsx';
import { fieldOf, freeName, problemOf } from './form-problem.ts';

type Field = 'name' | 'region' | 'signInUrl' | 'profileName' | 'keys' | 'expires';

const FIELD_CODES = {
  name: ['input.session-name-invalid', 'input.session-name-taken'],
  region: ['aliyun.region-missing', 'aliyun.region-invalid'],
  signInUrl: ['input.sign-in-url-invalid'],
  profileName: ['input.profile-name-invalid', 'input.profile-name-taken'],
  keys: ['paste.too-large', 'paste.unsafe', 'paste.not-recognised', 'paste.incomplete'],
  expires: ['input.expiry-past'],
} as const satisfies Record<Field, readonly AppErrorCode[]>;

const BASE_NAMES = {
  oauth: { CN: 'aliyun', INTL: 'alibaba' },
  'cloud-sso': { CN: 'cloud-sso', INTL: 'cloud-sso' },
  'sts-token': { CN: 'sts', INTL: 'sts' },
} as const;
const USUAL_REGIONS = { CN: 'cn-hangzhou', INTL: 'ap-southeast-1' } as const;

/** What was typed; null while it is as Latchkey suggests. */
interface Values {
  readonly way: AliyunSessionKind;
  readonly site: AliyunSite;
  readonly name: string | null;
  readonly region: string | null;
  readonly profileName: string | null;
  readonly signInUrl: string;
  /** Of an input for a local time; empty where nobody knows. */
  readonly expires: string;
}

export interface AliyunForm {
  readonly way: AliyunSessionKind;
  readonly site: AliyunSite;
  readonly name: string;
  readonly region: string;
  readonly profileName: string;
  readonly signInUrl: string;
  readonly expires: string;
  readonly set: (change: Partial<Values>) => void;
  readonly problems: Readonly<Record<Field, AppError | null>>;
  /** What the keys tell of themselves; null before they are there. */
  readonly preview: PastePreview | null;
  readonly setPreview: (preview: PastePreview | null) => void;
  /** Whether keys were taken and not accepted, so that they have to be given again. */
  readonly keysLost: boolean;
  readonly failure: AppError | null;
  readonly busy: boolean;
  readonly submit: () => void;
}

/** The fields of a session of Alibaba Cloud, in all three ways. Keys never come in here: they go from their own inputs to main. */
export function useAliyunForm(
  taken: readonly string[],
  keys: RefObject<KeysHandle | null>,
  onAdded: (name: string) => void,
): AliyunForm {
  const bridge = useBridge();
  const { ticker } = useServices();
  const [values, setValues] = useState<Values>({
    way: 'oauth',
    site: 'CN',
    name: null,
    region: null,
    profileName: null,
    signInUrl: '',
    expires: '',
  });
  const [sent, setSent] = useState(false);
  const [preview, setPreview] = useState<PastePreview | null>(null);
  const [refused, setRefused] = useState<{ readonly values: Values; readonly error: AppError } | null>(null);
  const [keysLost, setKeysLost] = useState(false);
  const [busy, setBusy] = useState(false);

  const { way, site, signInUrl, expires } = values;
  const name = values.name ?? freeName(BASE_NAMES[way][site], taken);
  const region = values.region ?? preview?.region ?? USUAL_REGIONS[way === 'oauth' ? site : 'CN'];
  const profileName = values.profileName ?? name;
  const trimmed = name.trim();
  const expiresAt = instantOf(expires);
  const found: Readonly<Record<Field, AppError | null>> = {
    name: taken.includes(trimmed)
      ? appError('input.session-name-taken', { name: trimmed })
      : problemOf(validateSessionName(name)),
    region: problemOf(checkAliyunRegion(region)),
    signInUrl:
      sent && way === 'cloud-sso' && !isHttps(signInUrl) ? appError('input.sign-in-url-invalid') : null,
    profileName: null,
    keys: null,
    expires:
      way === 'sts-token' && expiresAt !== null && expiresAt <= ticker.now()
        ? appError('input.expiry-past')
        : null,
  };
  const fromMain = refused?.values === values ? refused.error : null;
  const refusedField = fromMain === null ? null : fieldOf(fromMain.code, FIELD_CODES);
  const problems = refusedField === null ? found : { ...found, [refusedField]: fromMain };

  const call = () => {
    switch (way) {
      case 'oauth': {
        const own = profileName.trim();
        return bridge.aliyun.addOAuth({
          name: trimmed,
          site,
          region: region.trim(),
          ...(own === '' || own === trimmed ? {} : { profileName: own }),
        });
      }
      case 'cloud-sso':
        return bridge.aliyun.addCloudSso({
          name: trimmed,
          signInUrl: signInUrl.trim(),
          region: region.trim(),
        });
      case 'sts-token': {
        const source = keys.current?.take() ?? null;
        return source === null
          ? null
          : bridge.aliyun.addStsToken({
              name: trimmed,
              region: region.trim(),
              source,
              ...(expiresAt === null ? {} : { expiresAt }),
            });
      }
    }
  };
  const submit = async () => {
    setSent(true);
    const wrong = found.name ?? found.region ?? found.expires;
    const urlWrong = way === 'cloud-sso' && !isHttps(signInUrl);
    if (busy || wrong !== null || urlWrong) return;
    const calling = call();
    if (calling === null) return;
    setBusy(true);
    const reply = await calling;
    setBusy(false);
    setKeysLost(way === 'sts-token' && !reply.ok);
    if (reply.ok) onAdded(trimmed);
    else setRefused({ values, error: reply.error });
  };
  return {
    way,
    site,
    name,
    region,
    profileName,
    signInUrl,
    expires,
    set: (change) => {
      setValues((before) => ({ ...before, ...change }));
      if (change.way !== undefined) {
        setPreview(null);
        setSent(false);
        setKeysLost(false);
      }
    },
    problems,
    preview,
    setPreview: (next) => {
      setPreview(next);
      if (next !== null) setKeysLost(false);
    },
    keysLost,
    failure: fromMain !== null && refusedField === null ? fromMain : null,
    busy,
    submit: () => void submit(),
  };
}

function isHttps(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim());
}

/** The instant of a local time as the platform's input gives it. */
export function instantOf(local: string): Instant | null {
  const at = local === '' ? NaN : new Date(local).getTime();
  return Number.isNaN(at) ? null : instant(at);
}
