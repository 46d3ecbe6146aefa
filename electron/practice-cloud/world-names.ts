import type { Seeded } from './seeded.ts';

/** The accounts every organisation of the practice world starts with. */
export const coreAccountNames = [
  'Management',
  'Log Archive',
  'Audit',
  'Shared Services',
  'Network',
  'Backup',
  'Sandbox',
] as const;

// prettier-ignore
const teams = [
  'Payments', 'Checkout', 'Search', 'Catalog', 'Billing', 'Identity', 'Logistics', 'Mobile', 'Data Platform',
  'Analytics', 'Machine Learning', 'Marketing', 'Website', 'Support Desk', 'Fraud Detection', 'Warehouse',
  'Partner API', 'Reporting', 'Media', 'Messaging', 'Notifications', 'Loyalty', 'Pricing', 'Inventory',
  'Observability', 'Developer Tools', 'Research', 'Compliance', 'Human Resources', 'Finance', 'Field Service',
  'IoT Gateway', 'Maps', 'Recommendations', 'Subscriptions', 'Tax', 'Travel', 'Vendor Portal', 'Video', 'Wallet',
] as const;

const stages = ['Production', 'Staging', 'Development', 'Test', 'Disaster Recovery'] as const;
const places = ['', 'Frankfurt', 'Ireland', 'Ohio', 'Oregon', 'Singapore', 'Sydney', 'Tokyo'] as const;

/** What the rolling list of permission sets is made of; the first two are in every account that has room for them. */
// prettier-ignore
export const permissionSetNames = [
  'ReadOnly', 'AdministratorAccess', 'PowerUserAccess', 'Billing', 'ViewOnlyAccess', 'SecurityAudit',
  'DatabaseAdministrator', 'NetworkAdministrator', 'SystemAdministrator', 'DataScientist', 'SupportUser',
  'Developer', 'Deployer', 'IncidentResponder', 'CostExplorer', 'LogReader', 'BackupOperator', 'KeyAdministrator',
  'ServerlessDeveloper', 'ContainerOperator', 'QueueOperator', 'StorageAdministrator', 'EC2Operator', 'RDSReadOnly',
  'S3ReadOnly', 'CloudWatchReadOnly', 'TerraformPlan', 'TerraformApply', 'BreakGlass', 'PartnerReadOnly',
] as const;

/** `count` different account names: the core accounts, then teams by stage and, in a large world, by place. */
export function accountNames(count: number, seeded: Seeded): readonly string[] {
  const combined = places.flatMap((place) =>
    shuffled(
      teams.flatMap((team) => stages.map((stage) => [team, stage, place].filter(Boolean).join(' '))),
      seeded,
    ),
  );
  return [...coreAccountNames, ...combined].slice(0, count);
}

/** The role names of the account at `index`: different from account to account, never twice the same. */
export function roleNames(count: number, index: number): readonly string[] {
  const [readOnly, administrator, ...others] = permissionSetNames;
  const start = (index * 5) % others.length;
  return [readOnly, administrator, ...others.slice(start), ...others.slice(0, start)].slice(0, count);
}

function shuffled(names: readonly string[], seeded: Seeded): string[] {
  const result = [...names];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = seeded.below(at + 1);
    const here = result[at];
    const there = result[other];
    if (here === undefined || there === undefined) continue;
    result[at] = there;
    result[other] = here;
  }
  return result;
}
