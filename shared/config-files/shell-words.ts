/**
 * Splits a section name into words as Python's `shlex.split` does (POSIX quoting), which is how botocore finds the name
 * in `[profile "my dev"]`. Null where a quote or a backslash is left open.
 */
export function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let word = '';
  let inWord = false;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quote !== '') {
      const next = text.charAt(index + 1);
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && (next === '"' || next === '\\' || next === '')) {
        if (next === '') return null;
        word += next;
        index += 1;
      } else word += char;
      continue;
    }
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n') {
      if (inWord) words.push(word);
      word = '';
      inWord = false;
      continue;
    }
    inWord = true;
    if (char === '"' || char === "'") quote = char;
    else if (char === '\\') {
      index += 1;
      if (index >= text.length) return null;
      word += text.charAt(index);
    } else word += char;
  }
  if (quote !== '') return null;
  if (inWord) words.push(word);
  return words;
}
