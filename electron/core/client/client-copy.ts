import { singleQuoted } from '../../../shared/encoding/single-quoted.ts';

/** Tells a copy of ours from whatever else a user may call `latchkey`. */
const mark = '# Latchkey keeps this copy up to date: what is changed here is lost when it starts next.';

/** Whether a file is a copy that Latchkey made. */
export function isOwnCopy(text: string): boolean {
  return text.startsWith(`#!/bin/sh\n${mark}\n`);
}

/**
 * The shell client as a copy that starts the app by itself, wherever it lies (design.md §7). Null where `client` is not a
 * client that can be told so, or a path holds what no line of a script can.
 */
export function clientCopy(client: string, app: string, tree: string | null): string | null {
  const [first, ...lines] = client.split('\n');
  const values: readonly (readonly [string, string])[] = [
    ['lk_own_app=', app],
    ['lk_own_tree=', tree ?? ''],
  ];
  const fits = values.every(
    ([line, value]) =>
      lines.filter((each) => each === line).length === 1 && !/[\u0000-\u001f\u007f]/.test(value),
  );
  if (first !== '#!/bin/sh' || !app.startsWith('/') || !fits) {
    return null;
  }
  const told = lines.map((line) => {
    const value = values.find(([name]) => name === line);
    return value === undefined ? line : `${line}${singleQuoted(value[1])}`;
  });
  return [first, mark, ...told].join('\n');
}
