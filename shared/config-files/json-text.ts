/** JSON in ASCII, as Python's `json.dumps` writes it: other characters become `\uXXXX`. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The first JSON object of a text, whatever follows it; null where there is none. */
export function parseFirstObject(text: string): Record<string, unknown> | null {
  const start = text.search(/[^\s\uFEFF]/);
  if (start === -1 || text.charAt(start) !== '{') return null;
  const end = endOfObject(text, start);
  if (end === -1) return null;
  try {
    return JSON.parse(text.slice(start, end)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function endOfObject(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quoted) {
      if (char === '\\') index += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}
