/** As a POSIX shell quotes: nothing inside single quotes has a meaning, and a quote itself stands outside of them. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
