import { useState } from 'react';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { validateSessionName } from '../../../shared/start-url/index.ts';
import { useBridge } from '../../state/services.tsx';
import { freeName, problemOf } from './form-problem.ts';

export const MOST_ACCOUNTS = 1000;
export const MOST_ROLES = 30;

export interface PracticeForm {
  readonly name: string;
  readonly accounts: string;
  readonly roles: string;
  readonly nameProblem: AppError | null;
  readonly accountsWrong: boolean;
  readonly rolesWrong: boolean;
  readonly failure: AppError | null;
  readonly busy: boolean;
  readonly setName: (name: string) => void;
  readonly setAccounts: (accounts: string) => void;
  readonly setRoles: (roles: string) => void;
  readonly submit: () => void;
}

/** The fields of a practice session: its name and how large a cloud it plays. */
export function usePracticeForm(taken: readonly string[], onAdded: (name: string) => void): PracticeForm {
  const bridge = useBridge();
  const [name, setName] = useState(() => freeName('practice', taken));
  const [accounts, setAccounts] = useState('12');
  const [roles, setRoles] = useState('3');
  const [refused, setRefused] = useState<{ readonly name: string; readonly error: AppError } | null>(null);
  const [busy, setBusy] = useState(false);

  const trimmed = name.trim();
  const found = taken.includes(trimmed)
    ? appError('input.session-name-taken', { name: trimmed })
    : problemOf(validateSessionName(name));
  const fromMain = refused !== null && refused.name === trimmed ? refused.error : null;
  const aboutName = fromMain?.code.startsWith('input.session-name') === true;
  const accountsWrong = !isWithin(accounts, MOST_ACCOUNTS);
  const rolesWrong = !isWithin(roles, MOST_ROLES);

  const submit = async () => {
    if (busy || found !== null || accountsWrong || rolesWrong) return;
    setBusy(true);
    const reply = await bridge.sessions.addPractice({
      name: trimmed,
      accounts: Number(accounts),
      rolesPerAccount: Number(roles),
    });
    setBusy(false);
    if (reply.ok) onAdded(trimmed);
    else setRefused({ name: trimmed, error: reply.error });
  };
  return {
    name,
    accounts,
    roles,
    nameProblem: aboutName ? fromMain : found,
    accountsWrong,
    rolesWrong,
    failure: aboutName ? null : fromMain,
    busy,
    setName,
    setAccounts,
    setRoles,
    submit: () => void submit(),
  };
}

function isWithin(text: string, most: number): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}
