import { secretForms, findSecrets, type SecretForms } from './secret-forms.ts';

export interface Redactor {
  /** The text without anything that is, or looks like, a secret or a person. */
  redact(text: string): string;
  /** From now on this very value never passes, in whatever encoding. Call the result once it is no longer live. */
  register(secret: string): () => void;
}

export interface RedactorOptions {
  /** The user's home directory, shown as `~`. */
  readonly homeDirectory: string;
}

/** Shorter values would take half the log with them, and are no secrets of ours. */
const shortestSecret = 8;

const mark = '[redacted]';

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

/**
 * Each takes out one kind (security.md §7; R-31). Order matters: what names its secret comes before what merely looks like one.
 */
const rules: readonly Rule[] = [
  {
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    replacement: mark,
  },
  // User and password of a URL, then its query and fragment.
  { pattern: /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"'<>]*@/gi, replacement: '$1' },
  { pattern: /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, replacement: `$1?${mark}` },
  { pattern: /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=:-]+/gi, replacement: `$1 ${mark}` },
  // JWS and JWE.
  { pattern: /\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}/g, replacement: mark },
  // `name = value`, quoted or not, as JSON, INI, shell and headers write it.
  {
    pattern:
      /\b([A-Za-z0-9_-]*(?:secret|password|passwd|passphrase|token|credentials?|authorization|cookie|verifier|api[_-]?key|session[_-]?key|device[_-]?code|user[_-]?code|private[_-]?key)[A-Za-z0-9_-]*)(\\?["']?\s*[:=]\s*\\?["']?)[^\s"'\\,;&}]+/gi,
    replacement: `$1$2${mark}`,
  },
  // Key ids of every kind (IAM's unique-id prefixes), then those of Alibaba Cloud.
  {
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AIPA|ANPA|ANVA|APKA|AROA|ASCA)[A-Z0-9]{12,}/g,
    replacement: mark,
  },
  { pattern: /(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,}/g, replacement: mark },
  { pattern: /(?<![A-Za-z0-9])STS\.[A-Za-z0-9]{12,}/g, replacement: mark },
  // Session tokens, and the access and refresh tokens of Identity Center.
  { pattern: /(?<![A-Za-z0-9])(?:FwoG|FQoG|FQoD|IQoJ)[A-Za-z0-9+/=_-]{16,}/g, replacement: mark },
  { pattern: /(?<![A-Za-z0-9])ao[ar][A-Za-z0-9+/=_-]{12,}(?:[:.][A-Za-z0-9+/=_-]+)*/g, replacement: mark },
  // 40 characters of mixed kind: a secret access key. Hexadecimal digests stay.
  {
    pattern:
      /(?<![A-Za-z0-9+/=_-])(?=[^\s]{0,39}[A-Z])(?=[^\s]{0,39}[a-z])(?=[^\s]{0,39}\d)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g,
    replacement: mark,
  },
  // Anything opaque that long.
  { pattern: /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{80,}/g, replacement: mark },
  // User codes of the device flow.
  {
    pattern: /(?<![A-Za-z0-9-])(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{4}-[A-Z0-9]{4}(?![A-Za-z0-9-])/g,
    replacement: mark,
  },
  { pattern: /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, replacement: '[e-mail]' },
  // Account ids by their last four digits; the last group of a UUID stays.
  { pattern: /(?<![0-9A-Za-z.])(?<![0-9a-f]{4}-)\d{8}(\d{4})(?![0-9A-Za-z])/g, replacement: '…$1' },
  // Homes of other users, and of this one where it is written otherwise.
  { pattern: /(\/home\/|\/Users\/|\\Users\\|\\\\Users\\\\)[^\s/\\:"']+/g, replacement: '$1[user]' },
];

/**
 * The second line of defence of the log (the first is that events carry ids and codes only). Pure but for the values it was
 * told; keeps them in memory only.
 */
export function createRedactor({ homeDirectory }: RedactorOptions): Redactor {
  const secrets = new Set<SecretForms>();
  return {
    redact(text) {
      const withoutSecrets = cutOut(text, findSecrets(text, [...secrets]));
      const withoutHome =
        homeDirectory.length > 1 ? withoutSecrets.replaceAll(homeDirectory, '~') : withoutSecrets;
      return rules.reduce(
        (rest, { pattern, replacement }) => rest.replace(pattern, replacement),
        withoutHome,
      );
    },
    register(secret) {
      if (secret.length < shortestSecret) {
        return () => undefined;
      }
      const forms = secretForms(secret);
      secrets.add(forms);
      return () => void secrets.delete(forms);
    },
  };
}

/** Replaces the ranges, overlapping ones together. */
function cutOut(text: string, ranges: readonly (readonly [number, number])[]): string {
  let rest = '';
  let position = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (end <= position) {
      continue;
    }
    rest += start >= position ? text.slice(position, start) + mark : '';
    position = end;
  }
  return rest + text.slice(position);
}
