/**
 * A proxy as variables and settings name it: `http://host:port`, `https://host:port`, both also with a name and password,
 * or `host:port` for http. Null for anything else; SOCKS is not spoken.
 */
export function parseProxyUrl(text: string): URL | null {
  const trimmed = text.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!/^[\x21-\x5b\x5d-\x7e]+$/.test(url) || !URL.canParse(url)) {
    return null;
  }
  const parsed = new URL(url);
  const isPlain =
    (parsed.pathname === '/' || parsed.pathname === '') && parsed.search === '' && parsed.hash === '';
  return isPlain &&
    parsed.hostname !== '' &&
    (parsed.protocol === 'http:' || parsed.protocol === 'https:') &&
    isDecodable(`${parsed.username}${parsed.password}`)
    ? parsed
    : null;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The proxy without its name and password, for showing. */
export function maskedProxy(text: string): string {
  const url = parseProxyUrl(text);
  if (url === null) {
    return '•••';
  }
  const user = url.username === '' && url.password === '' ? '' : '•••@';
  return `${url.protocol}//${user}${url.host}`;
}

/**
 * Whether `NO_PROXY` exempts a host, by the rules that curl and Python share: entries between commas or blanks; `*` is
 * every host; a name means itself and everything below it, with or without a leading dot; `name:port` is that port only;
 * an address means itself, and `10.0.0.0/8` a network.
 */
export function bypassesProxy(noProxy: string, url: URL): boolean {
  const host = withoutBrackets(url.hostname.toLowerCase()).replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port;
  const address = addressOf(host);
  return entriesOf(noProxy).some((entry) => {
    if (entry === '*') {
      return true;
    }
    const [name, entryPort] = splitPort(entry);
    if (entryPort !== null && entryPort !== port) {
      return false;
    }
    if (address !== null) {
      return isInNetwork(address, name);
    }
    const suffix = name.replace(/^\*?\./, '').replace(/\.$/, '');
    return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
  });
}

/** Whether each entry is a host, an address or a network, with or without a port, or `*`. */
export function isNoProxyList(text: string): boolean {
  return entriesOf(text).every((entry) => {
    const [name] = splitPort(entry);
    const [address = '', bits, ...rest] = name.split('/');
    if (bits !== undefined) {
      const network = addressOf(address);
      return rest.length === 0 && network !== null && /^\d{1,3}$/.test(bits) && Number(bits) <= network.bits;
    }
    return (
      entry === '*' || addressOf(name) !== null || /^(?:\*?\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/.test(name)
    );
  });
}

/**
 * The proxy that an answer of the system names (`PROXY host:port; HTTPS host:port; DIRECT`), as a URL: the first that can
 * be used, null for none.
 */
export function proxyOfPac(answer: string): string | null {
  for (const part of answer.split(';')) {
    const [kind = '', server = ''] = part.trim().split(/\s+/);
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()];
    if (scheme !== undefined && parseProxyUrl(`${scheme}://${server}`) !== null) {
      return `${scheme}://${server}`;
    }
    if (kind.toUpperCase() === 'DIRECT') {
      return null;
    }
  }
  return null;
}

function entriesOf(list: string): readonly string[] {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
}

/** `name`, `name:port`, `[::1]:port`; an IPv6 address without brackets has no port. */
function splitPort(entry: string): readonly [string, string | null] {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) {
    return [bracketed[1] ?? '', bracketed[2] ?? null];
  }
  const plain = /^([^:]*):(\d+)$/.exec(entry);
  return plain === null ? [entry, null] : [plain[1] ?? '', plain[2] ?? null];
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

function isInNetwork(address: Address, entry: string): boolean {
  const [base = '', bits] = entry.split('/');
  const network = addressOf(base);
  if (network?.bits !== address.bits) {
    return false;
  }
  const length = bits === undefined ? network.bits : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > network.bits) {
    return false;
  }
  const shift = BigInt(network.bits - length);
  return network.value >> shift === address.value >> shift;
}

/** A literal address as a number; null for a name. */
function addressOf(text: string): Address | null {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four !== null) {
    const parts = four.slice(1).map(Number);
    return parts.every((part) => part <= 255)
      ? { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
      : null;
  }
  if (!text.includes(':') || !URL.canParse(`http://[${text}]`)) {
    return null;
  }
  // The parser has checked it and written it in its shortest form: only groups of hex digits and one `::`.
  const short = withoutBrackets(new URL(`http://[${text}]`).hostname);
  const [head = '', tail] = short.split('::');
  const groups = (side: string): string[] => (side === '' ? [] : side.split(':'));
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: 8 - groups(head).length - after.length }, () => '0');
  const all = [...groups(head), ...zeros, ...after];
  return { bits: 128, value: all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) };
}
