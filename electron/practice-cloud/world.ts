import { createHash } from 'node:crypto';
import type { PortalSize } from './options.ts';
import { createSeeded } from './seeded.ts';
import { accountNames, permissionSetNames, roleNames } from './world-names.ts';

/** One account of the practice organisation; name and e-mail address may be missing, as in the real list. */
export interface PracticeAccount {
  readonly accountId: string;
  readonly accountName?: string;
  readonly emailAddress?: string;
  readonly roles: readonly string[];
}

export const DEFAULT_PORTAL = 'default';

const PORTAL_ID = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
const MAX_ACCOUNTS = 1000;
const MAX_ROLES = permissionSetNames.length;

/** What one portal shows. Everybody who signs in there sees the same; it may change at any time. */
export class PortalWorld {
  readonly id: string;
  /** The instance id of the issuer URL, `ssoins-` and 16 hex digits (protocol/aws.md §1.5). */
  readonly instanceId: string;
  readonly #assigned: Map<string, PracticeAccount>;
  /** Accounts and roles that once existed: asking for them is "no access", for anything else "not found". */
  readonly #knownAccounts: Set<string>;
  readonly #knownRoles: Set<string>;

  constructor(id: string, instanceId: string, accounts: readonly PracticeAccount[]) {
    this.id = id;
    this.instanceId = instanceId;
    this.#assigned = new Map(accounts.map((account) => [account.accountId, account]));
    this.#knownAccounts = new Set(accounts.map((account) => account.accountId));
    this.#knownRoles = new Set(accounts.flatMap((account) => account.roles));
  }

  /** The accounts the user may use, in the order the portal lists them. */
  accounts(): readonly PracticeAccount[] {
    return [...this.#assigned.values()];
  }

  /** One account, or undefined without access to it. */
  account(accountId: string): PracticeAccount | undefined {
    return this.#assigned.get(accountId);
  }

  /** Whether the account exists at all, with or without access. */
  knowsAccount(accountId: string): boolean {
    return this.#knownAccounts.has(accountId);
  }

  /** Whether the permission set exists at all, assigned or not. */
  knowsRole(roleName: string): boolean {
    return this.#knownRoles.has(roleName);
  }

  /** Adds an account, or replaces the one with its id. */
  putAccount(account: PracticeAccount): void {
    this.#assigned.set(account.accountId, account);
    this.#knownAccounts.add(account.accountId);
    for (const role of account.roles) this.#knownRoles.add(role);
  }

  /** Takes away the access to a whole account; the account goes on existing. */
  withdrawAccount(accountId: string): void {
    this.#assigned.delete(accountId);
  }

  /** Assigns one more role in an account the user has. */
  grantRole(accountId: string, roleName: string): void {
    const account = this.#assigned.get(accountId);
    if (account === undefined || account.roles.includes(roleName)) return;
    this.putAccount({ ...account, roles: [...account.roles, roleName] });
  }

  /** Takes one role away. */
  withdrawRole(accountId: string, roleName: string): void {
    const account = this.#assigned.get(accountId);
    if (account === undefined) return;
    this.putAccount({ ...account, roles: account.roles.filter((role) => role !== roleName) });
  }
}

/** All portals, by id; the default one answers at `/start`, every other at `/portal/<id>/start`. */
export class PracticeWorld {
  readonly #portals = new Map<string, PortalWorld>();
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Adds a portal of its own size, in the place of one with that id. Throws on an id or a size that cannot be. */
  addPortal(id: string, size: PortalSize, hostileNames = false): PortalWorld {
    if (!PORTAL_ID.test(id)) throw new Error(`not a portal id: ${id}`);
    if (!within(size.accounts, MAX_ACCOUNTS) || !within(size.rolesPerAccount, MAX_ROLES)) {
      throw new Error(`a portal has up to ${MAX_ACCOUNTS} accounts with ${MAX_ROLES} roles each`);
    }
    const accounts = makeAccounts(`${this.#seed}/${id}`, size);
    const instanceId = `ssoins-${hexOf(`${this.#seed}/${id}`, 16)}`;
    const portal = new PortalWorld(
      id,
      instanceId,
      hostileNames ? [...accounts, ...hostileAccounts()] : accounts,
    );
    this.#portals.set(id, portal);
    return portal;
  }

  /** A portal by id. */
  portal(id: string): PortalWorld | undefined {
    return this.#portals.get(id);
  }

  /** The default portal. */
  get default(): PortalWorld {
    const portal = this.#portals.get(DEFAULT_PORTAL);
    if (portal === undefined) throw new Error('the default portal is missing');
    return portal;
  }

  /** The portal that a start URL or issuer URL names, also with `/` or `#/…` at its end (protocol/aws.md §1.5). */
  portalOfUrl(url: string, origin: string): PortalWorld | undefined {
    const bare = url.replace(/#.*$/u, '').replace(/\/+$/u, '');
    for (const portal of this.#portals.values()) {
      if (bare === origin + startPath(portal.id) || bare === `${origin}/${portal.instanceId}`) return portal;
    }
    return undefined;
  }
}

/** Where a portal's start page is. */
export function startPath(portalId: string): string {
  return portalId === DEFAULT_PORTAL ? '/start' : `/portal/${portalId}/start`;
}

/** The first `length` hex digits of a digest: stable ids that look random. */
export function hexOf(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function within(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= limit;
}

function makeAccounts(seed: string, size: PortalSize): PracticeAccount[] {
  const seeded = createSeeded(seed);
  const ids = new Set<string>();
  return accountNames(size.accounts, seeded).map((accountName, index) => {
    // The third account's id starts with 0: whoever takes ids for numbers notices in the smallest world.
    let accountId = index === 2 ? `0${seeded.digits(11)}` : seeded.digits(12);
    while (ids.has(accountId)) accountId = seeded.digits(12);
    ids.add(accountId);
    const address = accountName.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
    return {
      accountId,
      accountName,
      emailAddress: `aws+${address}@example.com`,
      roles: roleNames(size.rolesPerAccount, index),
    };
  });
}

function hostileAccounts(): PracticeAccount[] {
  return [
    {
      accountId: '900000000001',
      accountName: '<b>R&D</b>',
      emailAddress: '"><img src=x onerror=alert(1)>@example.com',
      roles: ['ReadOnly', 'a+b=c,d.e@f-g_h'],
    },
    {
      accountId: '900000000002',
      accountName: '\u202Edorp\u202C $(touch x) `x` %0A ] # ; \'"\\',
      emailAddress: 'aws+hostile@example.com',
      roles: ['ReadOnly'],
    },
    { accountId: '900000000003', roles: ['ReadOnly'] },
    { accountId: '900000000004', accountName: '', emailAddress: '', roles: [] },
    {
      accountId: '900000000005',
      accountName: `Zürich 東京 🗝 ${'very long '.repeat(30)}`,
      emailAddress: `${'x'.repeat(200)}@example.com`,
      roles: ['ReadOnly', 'R'.repeat(64)],
    },
  ];
}
