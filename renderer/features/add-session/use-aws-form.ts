import { useState } from 'react';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import {
  parseScopes,
  parseStartUrl,
  readAccessKeysText,
  readStartUrl,
  regionConflict,
  scopesWarning,
  validateRegion,
  validateSessionName,
  type StartUrlFacts,
} from '../../../shared/start-url/index.ts';
import { useBridge } from '../../state/services.tsx';
import type { SessionOptions } from '../session-settings/session-options.tsx';
import { fieldOf, freeName, problemOf } from './form-problem.ts';

export type AwsField = 'name' | 'startUrl' | 'region' | 'scopes';

const FIELDS: readonly AwsField[] = ['name', 'startUrl', 'region', 'scopes'];
const FIELD_CODES = {
  name: ['input.session-name-invalid', 'input.session-name-taken'],
  startUrl: [
    'input.start-url-invalid',
    'input.start-url-not-https',
    'input.start-url-builder-id',
    'input.start-url-taken',
    'sign-in.portal-not-found',
  ],
  region: [
    'input.region-missing',
    'input.region-invalid',
    'input.region-mismatch',
    'input.partition-mismatch',
  ],
  scopes: ['input.scopes-invalid'],
} as const;

type Values = Readonly<Record<AwsField, string>>;

export interface AwsForm {
  readonly values: Values;
  /** What is wrong with a field, once it has been left or the form was sent. */
  readonly problems: Readonly<Record<AwsField, AppError | null>>;
  readonly options: SessionOptions;
  readonly setOptions: (options: SessionOptions) => void;
  /** What the start URL tells by itself; null while it is none. */
  readonly facts: StartUrlFacts | null;
  /** Whether the region in the form is the one that the start URL tells. */
  readonly regionFromUrl: boolean;
  /** Of no use to list accounts, and yet the user's own choice. */
  readonly scopesWarning: AppError | null;
  /** What went wrong beyond the fields. */
  readonly failure: AppError | null;
  readonly busy: boolean;
  readonly change: (field: AwsField, value: string) => void;
  readonly leave: (field: AwsField) => void;
  /** Takes start URL and region out of a pasted text; false if it is nothing but one value. */
  readonly paste: (text: string) => boolean;
  readonly submit: () => void;
  /** Sends the form once more with a host allowed that is not AWS's own. */
  readonly allowHost: (host: string) => void;
}

/** The fields of an AWS session, checked as main will check them. */
export function useAwsForm(taken: readonly string[], onAdded: (name: string) => void): AwsForm {
  const bridge = useBridge();
  const [values, setValues] = useState<Values>(() => ({
    name: freeName('my-sso', taken),
    startUrl: '',
    region: '',
    scopes: '',
  }));
  const [options, setOptions] = useState<SessionOptions>({
    kind: 'sso-session',
    flow: 'pkce',
    fips: null,
    dualStack: null,
  });
  const [left, setLeft] = useState<ReadonlySet<AwsField>>(new Set());
  const [refused, setRefused] = useState<{ readonly values: string; readonly error: AppError } | null>(null);
  const [busy, setBusy] = useState(false);

  const facts = factsOf(values.startUrl);
  const regionFromUrl = facts?.region != null && facts.region === values.region;
  const found = check(values, facts, taken);
  const state = JSON.stringify([values, options]);
  const fromMain = refused?.values === state ? refused.error : null;
  const refusedField = fromMain === null ? null : fieldOf(fromMain.code, FIELD_CODES);
  const shown = (field: AwsField): AppError | null =>
    refusedField === field ? fromMain : left.has(field) ? found[field] : null;

  const submit = async (confirmedEndpointHosts: readonly string[]) => {
    setLeft(new Set(FIELDS));
    if (busy || Object.values(found).some((problem) => problem !== null)) return;
    setBusy(true);
    const { kind, flow, fips, dualStack } = options;
    const typed = (field: AwsField) => (values[field].trim() === '' ? null : values[field].trim());
    const name = values.name.trim();
    const reply = await bridge.sessions.addAws({
      name,
      startUrl: values.startUrl.trim(),
      region: typed('region'),
      scopes: typed('scopes'),
      ...(flow === 'pkce' ? {} : { flow }),
      ...(kind === 'sso-session' ? {} : { kind }),
      ...(fips === null && dualStack === null
        ? {}
        : {
            endpointVariant: {
              ...(fips === null ? {} : { fips }),
              ...(dualStack === null ? {} : { dualStack }),
            },
          }),
      ...(confirmedEndpointHosts.length === 0 ? {} : { confirmedEndpointHosts: [...confirmedEndpointHosts] }),
    });
    setBusy(false);
    if (reply.ok) onAdded(name);
    else setRefused({ values: state, error: reply.error });
  };

  const [allowed, setAllowed] = useState<readonly string[]>([]);
  return {
    values,
    problems: {
      name: shown('name'),
      startUrl: shown('startUrl'),
      region: shown('region'),
      scopes: shown('scopes'),
    },
    options,
    setOptions,
    facts,
    regionFromUrl,
    scopesWarning: scopesWarningOf(values.scopes),
    failure: refusedField === null ? fromMain : null,
    busy,
    change: (field, value) => {
      setValues((before) => changed(before, field, value));
    },
    leave: (field) => {
      // A field that was only passed through is not wrong yet.
      if (values[field] !== '') setLeft((before) => new Set(before).add(field));
    },
    paste: (text) => {
      const read = readAccessKeysText(text);
      if (read === null) return false;
      setValues((before) => {
        const after = changed(before, 'startUrl', read.startUrl);
        return { ...after, region: read.region ?? after.region };
      });
      return true;
    },
    submit: () => void submit(allowed),
    allowHost: (host) => {
      const hosts = [...allowed, host];
      setAllowed(hosts);
      void submit(hosts);
    },
  };
}

/** A start URL that tells its region brings it along, unless another was typed before. */
function changed(before: Values, field: AwsField, value: string): Values {
  const after = { ...before, [field]: value };
  if (field !== 'startUrl') return after;
  const told = factsOf(before.startUrl)?.region ?? '';
  return before.region === '' || before.region === told
    ? { ...after, region: factsOf(value)?.region ?? '' }
    : after;
}

function factsOf(text: string): StartUrlFacts | null {
  const start = parseStartUrl(text, { allowLoopbackHttp: true });
  return start.ok ? readStartUrl(start.value.startUrl) : null;
}

function scopesWarningOf(text: string): AppError | null {
  const scopes = parseScopes(text);
  return scopes.ok ? scopesWarning(scopes.value) : null;
}

function check(
  values: Values,
  facts: StartUrlFacts | null,
  taken: readonly string[],
): Readonly<Record<AwsField, AppError | null>> {
  const name = values.name.trim();
  return {
    name: taken.includes(name)
      ? appError('input.session-name-taken', { name })
      : problemOf(validateSessionName(values.name)),
    startUrl:
      facts?.form === 'builder-id'
        ? appError('input.start-url-builder-id')
        : // Whether http to a loopback address will do is for main to decide: it knows the endpoints.
          problemOf(parseStartUrl(values.startUrl, { allowLoopbackHttp: true })),
    region: regionProblem(values.region, facts),
    scopes: problemOf(parseScopes(values.scopes)),
  };
}

function regionProblem(text: string, facts: StartUrlFacts | null): AppError | null {
  // Of an address of their own domain, main finds the region where the portal tells it.
  if (text.trim() === '' && facts?.form === 'own-domain') return null;
  const region = validateRegion(text);
  if (!region.ok) return region.error;
  return facts === null ? null : regionConflict(facts, region.value);
}
