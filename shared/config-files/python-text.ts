/**
 * What the AWS CLI's reader (Python) takes for white space and for line ends. JavaScript's own `trim` and `\s` differ:
 * they take U+FEFF and leave U+001C…U+001F and U+0085.
 */

/** Like `str.isspace` for one UTF-16 unit (all such characters lie in the basic plane). */
export function isPythonSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Index of the first character that is no white space; the length where there is none. */
export function indentOf(text: string): number {
  let index = 0;
  while (index < text.length && isPythonSpace(text.charCodeAt(index))) index += 1;
  return index;
}

/** Like `str.rstrip()`. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isPythonSpace(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Like `str.strip()`. */
export function strip(text: string): string {
  const stripped = stripEnd(text);
  const start = indentOf(stripped);
  return start === 0 ? stripped : stripped.slice(start);
}

const MORE_LINE_ENDS = new Set([0x0b, 0x0c, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029]);

/** Like `str.splitlines()` on a text whose CR and CRLF have already become LF. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || MORE_LINE_ENDS.has(code)) {
      lines.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}
