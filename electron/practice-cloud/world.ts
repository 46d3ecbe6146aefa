import { createHash } from 'node:crypto';
import { isKnownRegionShape } from '../../shared/aws/partitions.ts';
import { AccessChanges, type AccessRecord } from './access-changes.ts';
import type { PortalSize } from './options.ts';
import { assignedTo } from './people.ts';
import { regionPrefix } from './region.ts';
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

/** What makes a portal differ from the usual. */
export interface PortalOptions {
  /** Where the portal is: its partition shows in ARNs and consoles. The home region if absent. */
  readonly region?: string;
  /** Accounts and roles with names that a careless program would stumble over. For tests. */
  readonly hostileNames?: boolean;
}

const PORTAL_ID = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
const MAX_ACCOUNTS = 1000;
const MAX_ROLES = permissionSetNames.length;

/** One portal: an organisation, who may use what of it, and what was changed since. */
export class PortalWorld {
  readonly id: string;
  /** The instance id of the issuer URL, `ssoins-` and 16 hex digits (protocol/aws.md §1.5). */
  readonly instanceId: string;
  /** Where the portal and its services are; null for the home region. */
  readonly region: string | null;
  readonly #organisation: Map<string, PracticeAccount>;
  /** Accounts and roles that once existed: asking for them is "no access", for anything else "not found". */
  readonly #knownAccounts: Set<string>;
  readonly #knownRoles: Set<string>;
  readonly #changes: AccessChanges;

  constructor(
    id: string,
    instanceId: string,
    region: string | null,
    accounts: readonly PracticeAccount[],
    changes: AccessChanges,
  ) {
    this.id = id;
    this.instanceId = instanceId;
    this.region = region;
    this.#organisation = new Map(accounts.map((account) => [account.accountId, account]));
    const known = [...accounts, ...changes.added()];
    this.#knownAccounts = new Set(known.map((account) => account.accountId));
    this.#knownRoles = new Set(known.flatMap((account) => account.roles));
    this.#changes = changes;
  }

  /** Where the start page is. */
  get startPath(): string {
    const path = this.id === DEFAULT_PORTAL ? '/start' : `/portal/${this.id}/start`;
    return regionPrefix(this.region) + path;
  }

  /** The path of the issuer URL, good wherever a start URL is (protocol/aws.md §1.5). */
  get issuerPath(): string {
    return `${regionPrefix(this.region)}/${this.instanceId}`;
  }

  /** What a person may use, in the order the portal lists it; without one, all the organisation has. */
  accounts(user?: string): readonly PracticeAccount[] {
    const organisation = [...this.#organisation.values()];
    return user === undefined ? organisation : this.#changes.apply(user, assignedTo(user, organisation));
  }

  /** One account, or undefined without access to it. */
  account(accountId: string, user?: string): PracticeAccount | undefined {
    if (user === undefined) return this.#organisation.get(accountId);
    return this.accounts(user).find((account) => account.accountId === accountId);
  }

  /** Whether the account exists at all, with or without access. */
  knowsAccount(accountId: string): boolean {
    return this.#knownAccounts.has(accountId);
  }

  /** Whether the permission set exists at all, assigned or not. */
  knowsRole(roleName: string): boolean {
    return this.#knownRoles.has(roleName);
  }

  /** Adds an account, or replaces the one with its id: for one person, or for the organisation. */
  putAccount(account: PracticeAccount, user?: string): void {
    this.#knownAccounts.add(account.accountId);
    for (const role of account.roles) this.#knownRoles.add(role);
    if (user === undefined) this.#organisation.set(account.accountId, account);
    else this.#changes.set(user, account.accountId, account);
  }

  /** Takes away the access to a whole account, one person's or everybody's; the account goes on existing. */
  withdrawAccount(accountId: string, user?: string): void {
    if (user === undefined) this.#organisation.delete(accountId);
    else this.#changes.set(user, accountId, null);
  }

  /** Assigns one more role in an account the person, or the organisation, has. */
  grantRole(accountId: string, roleName: string, user?: string): void {
    const account = this.account(accountId, user);
    if (account === undefined || account.roles.includes(roleName)) return;
    this.putAccount({ ...account, roles: [...account.roles, roleName] }, user);
  }

  /** Takes one role away. */
  withdrawRole(accountId: string, roleName: string, user?: string): void {
    const account = this.account(accountId, user);
    if (account === undefined) return;
    this.putAccount({ ...account, roles: account.roles.filter((role) => role !== roleName) }, user);
  }
}

/** All portals, by id; the default one answers at `/start`, every other at `/portal/<id>/start`, behind its region. */
export class PracticeWorld {
  readonly #portals = new Map<string, PortalWorld>();
  readonly #seed: string;
  readonly #access: Map<string, AccessRecord>;

  constructor(seed: string, access = new Map<string, AccessRecord>()) {
    this.#seed = seed;
    this.#access = access;
  }

  /**
   * Adds a portal of its own size, in the place of one with that id; what was changed for its people stays. Throws on an
   * id, a region or a size that cannot be.
   */
  addPortal(id: string, size: PortalSize, options: PortalOptions = {}): PortalWorld {
    const { region = null, hostileNames = false } = options;
    if (!PORTAL_ID.test(id)) throw new Error(`not a portal id: ${id}`);
    if (!within(size.accounts, MAX_ACCOUNTS) || !within(size.rolesPerAccount, MAX_ROLES)) {
      throw new Error(`a portal has up to ${MAX_ACCOUNTS} accounts with ${MAX_ROLES} roles each`);
    }
    if (region !== null && !isKnownRegionShape(region)) throw new Error(`not a region: ${region}`);
    const accounts = makeAccounts(`${this.#seed}/${id}`, size);
    const instanceId = `ssoins-${hexOf(`${this.#seed}/${id}`, 16)}`;
    const portal = new PortalWorld(
      id,
      instanceId,
      region,
      hostileNames ? [...accounts, ...hostileAccounts()] : accounts,
      new AccessChanges(this.#access, id),
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
      if (bare === origin + portal.startPath || bare === origin + portal.issuerPath) return portal;
    }
    return undefined;
  }
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
