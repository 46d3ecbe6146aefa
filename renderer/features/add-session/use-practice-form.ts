import { useState } from 'react';
import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { validateSessionName } from '../../../shared/start-url/index.ts';
import { useBridge } from '../../state/services.tsx';
import { freeName, problemOf } from './form-problem.ts';

export const MOST_ACCOUNTS = 1000;
export const MOST_ROLES = 30;

/** Which cloud is played, and of Alibaba Cloud which part of it. */
export interface PracticeCloud {
  readonly cloud: 'aws' | 'aliyun';
  readonly kind: 'oauth' | 'cloud-sso';
  readonly site: AliyunSite;
}

export interface PracticeForm {
  readonly played: PracticeCloud;
  readonly setPlayed: (change: Partial<PracticeCloud>) => void;
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
  const [typedName, setName] = useState<string | null>(null);
  const [played, setPlayed] = useState<PracticeCloud>({ cloud: 'aws', kind: 'oauth', site: 'CN' });
  const [accounts, setAccounts] = useState('12');
  const [roles, setRoles] = useState('3');
  const [refused, setRefused] = useState<{ readonly name: string; readonly error: AppError } | null>(null);
  const [busy, setBusy] = useState(false);

  const name = typedName ?? freeName(played.cloud === 'aws' ? 'practice' : 'practice-cn', taken);
  const trimmed = name.trim();
  const found = taken.includes(trimmed)
    ? appError('input.session-name-taken', { name: trimmed })
    : problemOf(validateSessionName(name));
  const fromMain = refused !== null && refused.name === trimmed ? refused.error : null;
  const aboutName = fromMain?.code.startsWith('input.session-name') === true;
  const sized = played.cloud === 'aws';
  const accountsWrong = sized && !isWithin(accounts, MOST_ACCOUNTS);
  const rolesWrong = sized && !isWithin(roles, MOST_ROLES);

  const submit = async () => {
    if (busy || found !== null || accountsWrong || rolesWrong) return;
    setBusy(true);
    const reply = sized
      ? await bridge.sessions.addPractice({
          name: trimmed,
          accounts: Number(accounts),
          rolesPerAccount: Number(roles),
        })
      : await bridge.aliyun.addPractice({ name: trimmed, kind: played.kind, site: played.site });
    setBusy(false);
    if (reply.ok) onAdded(trimmed);
    else setRefused({ name: trimmed, error: reply.error });
  };
  return {
    played,
    setPlayed: (change) => {
      setPlayed((before) => ({ ...before, ...change }));
    },
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
