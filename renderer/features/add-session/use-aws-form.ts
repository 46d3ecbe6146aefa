import { useState } from 'react';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import {
  parseScopes,
  parseStartUrl,
  readAccessKeysText,
  validateRegion,
  validateSessionName,
} from '../../../shared/start-url/index.ts';
import { useBridge } from '../../state/services.tsx';
import { fieldOf, freeName, problemOf } from './form-problem.ts';

export type AwsField = 'name' | 'startUrl' | 'region' | 'scopes';

const FIELD_CODES = {
  name: ['input.session-name-invalid', 'input.session-name-taken'],
  startUrl: ['input.start-url-invalid', 'input.start-url-not-https'],
  region: ['input.region-missing', 'input.region-invalid'],
  scopes: ['input.scopes-invalid'],
} as const;

export interface AwsForm {
  readonly values: Readonly<Record<AwsField, string>>;
  /** What is wrong with a field, once it has been left or the form was sent. */
  readonly problems: Readonly<Record<AwsField, AppError | null>>;
  /** What went wrong beyond the fields. */
  readonly failure: AppError | null;
  readonly busy: boolean;
  readonly change: (field: AwsField, value: string) => void;
  readonly leave: (field: AwsField) => void;
  /** Takes start URL and region out of a pasted text; false if it is nothing but one value. */
  readonly paste: (text: string) => boolean;
  readonly submit: () => void;
}

/** The fields of an AWS session, checked as main will check them. */
export function useAwsForm(taken: readonly string[], onAdded: (name: string) => void): AwsForm {
  const bridge = useBridge();
  const [values, setValues] = useState<Record<AwsField, string>>(() => ({
    name: freeName('my-sso', taken),
    startUrl: '',
    region: '',
    scopes: '',
  }));
  const [left, setLeft] = useState<ReadonlySet<AwsField>>(new Set());
  const [refused, setRefused] = useState<{ readonly values: string; readonly error: AppError } | null>(null);
  const [busy, setBusy] = useState(false);

  const found = check(values, taken);
  const fromMain = refused !== null && refused.values === JSON.stringify(values) ? refused.error : null;
  const refusedField = fromMain === null ? null : fieldOf(fromMain.code, FIELD_CODES);
  const shown = (field: AwsField): AppError | null =>
    refusedField === field ? fromMain : left.has(field) ? found[field] : null;

  const submit = async () => {
    setLeft(new Set(['name', 'startUrl', 'region', 'scopes']));
    if (busy || Object.values(found).some((problem) => problem !== null)) return;
    setBusy(true);
    const name = values.name.trim();
    const reply = await bridge.sessions.addAws({
      name,
      startUrl: values.startUrl.trim(),
      region: values.region.trim(),
      scopes: values.scopes.trim() === '' ? null : values.scopes.trim(),
    });
    setBusy(false);
    if (reply.ok) onAdded(name);
    else setRefused({ values: JSON.stringify(values), error: reply.error });
  };

  return {
    values,
    problems: {
      name: shown('name'),
      startUrl: shown('startUrl'),
      region: shown('region'),
      scopes: shown('scopes'),
    },
    failure: refusedField === null ? fromMain : null,
    busy,
    change: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }));
    },
    leave: (field) => {
      // A field that was only passed through is not wrong yet.
      if (values[field] !== '') setLeft((before) => new Set(before).add(field));
    },
    paste: (text) => {
      const read = readAccessKeysText(text);
      if (read === null) return false;
      setValues((before) => ({
        ...before,
        startUrl: read.startUrl,
        region: read.region ?? before.region,
      }));
      return true;
    },
    submit: () => void submit(),
  };
}

function check(
  values: Readonly<Record<AwsField, string>>,
  taken: readonly string[],
): Readonly<Record<AwsField, AppError | null>> {
  const name = values.name.trim();
  return {
    name: taken.includes(name)
      ? appError('input.session-name-taken', { name })
      : problemOf(validateSessionName(values.name)),
    // Whether http to a loopback address will do is for main to decide: it knows the endpoints.
    startUrl: problemOf(parseStartUrl(values.startUrl, { allowLoopbackHttp: true })),
    region: problemOf(validateRegion(values.region)),
    scopes: problemOf(parseScopes(values.scopes)),
  };
}
