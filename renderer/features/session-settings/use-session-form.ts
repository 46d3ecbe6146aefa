import { useState } from 'react';
import type { Bridge } from '../../../shared/ipc/types.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { parseScopes, scopesWarning } from '../../../shared/start-url/index.ts';
import { parseDuration, typedDuration } from '../../../shared/time/duration.ts';
import { useBridge } from '../../state/services.tsx';
import { useChange, type Change } from '../profile-change/use-change.ts';
import type { SessionOptions } from './session-options.tsx';

type Changes = Parameters<Bridge['sessionSettings']['edit']>[0]['changes'];

type Edited = Extract<Awaited<ReturnType<Bridge['sessionSettings']['edit']>>, { readonly ok: true }>['value'];

interface Values {
  readonly startUrl: string;
  readonly region: string;
  readonly scopes: string;
  readonly duration: string;
}

export interface SessionForm {
  readonly values: Values;
  readonly change: (field: keyof Values, value: string) => void;
  readonly options: SessionOptions;
  readonly setOptions: (options: SessionOptions) => void;
  readonly durationWrong: boolean;
  readonly scopesWarning: AppError | null;
  /** Whether saving gives up the token of the old address. */
  readonly signsOut: boolean;
  /** Whether a file says what changes. */
  readonly hasFile: boolean;
  readonly outcome: Change<unknown>;
}

const noFile = { file: '', diff: [], files: [], digest: '', warnings: [], asks: [] };

/** The settings of a session in a form; main checks them and tells what follows. */
export function useSessionForm(record: AwsSessionRecord, onSaved: () => void): SessionForm {
  const bridge = useBridge();
  const [values, setValues] = useState<Values>({
    startUrl: record.startUrl,
    region: record.region,
    scopes: record.scopes.join(', '),
    duration: record.sessionDuration === null ? '' : typedDuration(record.sessionDuration),
  });
  const [options, setOptions] = useState<SessionOptions>({
    kind: record.kind,
    flow: record.flow,
    fips: record.endpointVariant.fips,
    dualStack: record.endpointVariant.dualStack,
  });
  const durationWrong = values.duration.trim() !== '' && parseDuration(values.duration) === null;
  const changes = durationWrong ? {} : changesOf(record, values, options);
  const question = Object.keys(changes).length === 0 ? null : JSON.stringify(changes);
  const { id: sessionId } = record;
  const outcome: Change<Edited> = useChange<Edited, Edited>({
    question,
    preview: () => bridge.sessionSettings.previewEdit({ sessionId, changes }),
    changeOf: ({ files }) => files ?? noFile,
    carryOut: ({ digest, confirmed }) =>
      bridge.sessionSettings.edit({
        sessionId,
        changes,
        digest: digest === '' ? null : digest,
        confirmed,
        signOut: outcome.preview?.signsOut === true,
      }),
    onDone: onSaved,
  });
  const preview = question === null ? null : outcome.preview;
  return {
    values,
    change: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }));
    },
    options,
    setOptions,
    durationWrong,
    scopesWarning: warningOf(values.scopes),
    signsOut: preview?.signsOut === true,
    hasFile: preview?.files != null,
    outcome,
  };
}

/** What differs from the session as it is. */
function changesOf(record: AwsSessionRecord, values: Values, options: SessionOptions): Changes {
  const startUrl = values.startUrl.trim();
  const region = values.region.trim();
  const scopes = parseScopes(values.scopes, []);
  const same = scopes.ok && scopes.value.join() === record.scopes.join();
  const duration = values.duration.trim() === '' ? null : parseDuration(values.duration);
  const { fips, dualStack } = record.endpointVariant;
  const variant = {
    ...(options.fips === fips ? {} : { fips: options.fips === true }),
    ...(options.dualStack === dualStack ? {} : { dualStack: options.dualStack === true }),
  };
  return {
    ...(startUrl === record.startUrl ? {} : { startUrl }),
    ...(region === record.region ? {} : { region }),
    ...(same ? {} : { scopes: values.scopes.trim() === '' ? null : values.scopes.trim() }),
    ...(options.flow === record.flow ? {} : { flow: options.flow }),
    ...(Object.keys(variant).length === 0 ? {} : { endpointVariant: variant }),
    ...(duration === record.sessionDuration ? {} : { sessionDuration: duration }),
  };
}

function warningOf(text: string): AppError | null {
  const scopes = parseScopes(text);
  return scopes.ok ? scopesWarning(scopes.value) : null;
}
