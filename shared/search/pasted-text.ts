/**
 * What a pasted text points to: accounts in the order of how likely they are meant, and the role it names, if any.
 */
export interface PastedReference {
  readonly accountIds: readonly string[];
  readonly roleName: string | null;
}

const ARN = /arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12})?:[^\s"'<>,;]+/gi;
/** A role that IAM Identity Center made in the account for a permission set, as seen in ARNs. */
const RESERVED_ROLE = /AWSReservedSSO_([\w+=,.@-]+)_[0-9a-f]{16}(?![0-9a-z])/i;
const ASSUMED_ROLE = /:assumed-role\/([\w+=,.@-]+)/i;
/** A role may have a path in front of its name. */
const ROLE = /:role\/(?:[^/\s]+\/)*([\w+=,.@-]+)/i;
const ACCOUNT_ID = /(?<![\d-])(\d{12}|\d{4}-\d{4}-\d{4})(?![\d-])/g;
const LOOKS_PASTED = /arn:aws|:\/\/|is not authorized to perform|AccessDenied/i;

/**
 * Reads a pasted ARN, account id (also as 1111-2222-3333), console or portal URL, or the text of an AccessDenied
 * error. Null if the text is none of these and is to be searched for as words.
 *
 * In an AccessDenied text the account of the resource comes before the account of the caller: that is where access is
 * missing.
 */
export function parsePastedText(text: string): PastedReference | null {
  const trimmed = text.trim();
  if (/^(\d{12}|\d{4}-\d{4}-\d{4})$/.test(trimmed)) {
    return { accountIds: [trimmed.replaceAll('-', '')], roleName: null };
  }
  if (!LOOKS_PASTED.test(trimmed)) {
    return null;
  }
  const plain = decodeAll(trimmed);
  const arns = [...plain.matchAll(ARN)];
  const callers = arns.filter((arn) => isCaller(arn[0]));
  const resources = arns.filter((arn) => !isCaller(arn[0]));
  const accountIds = unique([
    ...queryValues(plain, /[?&#](?:account_id|account)=(\d{12})(?!\d)/gi),
    ...accountsOf(resources),
    ...accountsOf(callers),
    ...hostAccounts(plain),
    ...(arns.length === 0 ? [...plain.matchAll(ACCOUNT_ID)].map((match) => digits(match[1])) : []),
  ]);
  const roleName =
    queryValues(plain, /[?&#](?:role_name|roleName)=([\w+=,.@-]+)/g)[0] ??
    roleOf(callers[0]?.[0] ?? '') ??
    roleOf(arns[0]?.[0] ?? '') ??
    null;
  return accountIds.length === 0 && roleName === null ? null : { accountIds, roleName };
}

function isCaller(arn: string): boolean {
  return /:(?:assumed-role|role|user|federated-user)\//.test(arn);
}

function roleOf(arn: string): string | null {
  return (RESERVED_ROLE.exec(arn) ?? ASSUMED_ROLE.exec(arn) ?? ROLE.exec(arn))?.[1] ?? null;
}

function accountsOf(arns: readonly RegExpExecArray[]): readonly string[] {
  return arns.flatMap((arn) => (arn[1] === undefined ? [] : [arn[1]]));
}

/** `https://111122223333.signin.aws.amazon.com/…`, `https://111122223333-abcd.eu-west-1.console.aws.amazon.com/…` */
function hostAccounts(text: string): readonly string[] {
  return [...text.matchAll(/:\/\/(\d{12})[.-]/g)].map((match) => digits(match[1]));
}

function queryValues(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Console addresses carry ARNs percent-encoded, some twice. A text that is no valid encoding stays as it is. */
function decodeAll(text: string): string {
  let plain = text;
  for (let round = 0; round < 2 && /%[0-9a-f]{2}/i.test(plain); round += 1) {
    plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    });
  }
  return plain;
}

function digits(text: string | undefined): string {
  return (text ?? '').replaceAll('-', '');
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
