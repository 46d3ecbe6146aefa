/** What a desktop file says of a program (Desktop Entry Specification 1.5). */
export interface DesktopEntry {
  readonly name: string;
  /** Program and arguments; the field codes are still in it. */
  readonly exec: readonly string[];
  /** A program that must exist. */
  readonly tryExec: string | null;
}

/** The entry of a program that opens web pages; null for any other. */
export function browserEntry(text: string): DesktopEntry | null {
  const group = /^\[Desktop Entry\][^\n]*\n([^]*?)(?=^\[|(?![^]))/m.exec(text)?.[1] ?? '';
  const values = new Map<string, string>();
  for (const line of group.split('\n')) {
    const [, key, value] = /^([A-Za-z-]+)[ \t]*=[ \t]*(.*?)[ \t\r]*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !values.has(key)) {
      values.set(key, unescape(value));
    }
  }
  const opensPages = (values.get('MimeType') ?? '').split(';').includes('x-scheme-handler/https');
  // One that needs a terminal would run without, unseen.
  const isShown = ['Hidden', 'NoDisplay', 'Terminal'].every((key) => values.get(key) !== 'true');
  const exec = execArguments(values.get('Exec') ?? '');
  return opensPages && isShown && values.get('Type') === 'Application' && exec !== null && exec.length > 0
    ? { name: values.get('Name') ?? '', exec, tryExec: values.get('TryExec') ?? null }
    : null;
}

/**
 * The command of an entry with the flags and the link where the link belongs, at the end if it names no place. Other
 * field codes, and the marks that `flatpak run` knows files by, go.
 */
export function commandOf(exec: readonly string[], flags: readonly string[], url: string): readonly string[] {
  const isPlace = (argument: string): boolean => /^%[uUfF]$/.test(argument);
  const kept = exec.filter((argument) => isPlace(argument) || !/^(?:%[a-zA-Z]|@@u?)$/.test(argument));
  const place = kept.findIndex(isPlace);
  const before = place < 0 ? kept : kept.slice(0, place);
  const after = place < 0 ? [] : kept.slice(place + 1).filter((argument) => !isPlace(argument));
  return [...before, ...flags, url, ...after].map((argument, at) =>
    at < before.length ? argument.replaceAll('%%', '%') : argument,
  );
}

/** The escapes of values of type string. */
function unescape(value: string): string {
  const meanings: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return value.replace(/\\([sntr\\])/g, (_, letter: string) => meanings[letter] ?? '');
}

/** Splits an Exec value as the specification has it; null where a quote stays open. Nothing is expanded. */
function execArguments(value: string): readonly string[] | null {
  const found: string[] = [];
  let rest = value.trim();
  while (rest !== '') {
    const quoted = /^"((?:[^"\\]|\\[^])*)"(?=\s|$)/.exec(rest);
    const plain = quoted === null ? /^[^\s"']+(?=\s|$)/.exec(rest) : null;
    const [whole] = quoted ?? plain ?? [];
    if (whole === undefined) {
      return null;
    }
    found.push(quoted === null ? whole : (quoted[1] ?? '').replace(/\\([^])/g, '$1'));
    rest = rest.slice(whole.length).trimStart();
  }
  return found;
}
