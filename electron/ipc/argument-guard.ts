/** What a message may weigh before anything looks at its meaning (security.md §2.4, R-12). */
const limits = { depth: 8, values: 2000, characters: 64 * 1024 };

const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Whether a value is plain, small data: JSON types only, no deep nesting, no keys that reach for a prototype. Structured
 * cloning brings more than JSON (maps, typed arrays, cycles), none of which a call of ours takes.
 */
export function isPlainAndSmall(value: unknown): boolean {
  let values = 0;
  let characters = 0;

  function check(part: unknown, depth: number): boolean {
    values += 1;
    if (values > limits.values || depth > limits.depth) {
      return false;
    }
    switch (typeof part) {
      case 'string':
        return fits(part);
      case 'boolean':
        return true;
      case 'number':
        return Number.isFinite(part);
      case 'object':
        return part === null || (Array.isArray(part) ? checkArray(part, depth) : checkObject(part, depth));
      case 'bigint':
      case 'function':
      case 'symbol':
      case 'undefined':
        return false;
    }
  }

  function fits(text: string): boolean {
    characters += text.length;
    return characters <= limits.characters;
  }

  function checkArray(items: readonly unknown[], depth: number): boolean {
    // Spread, because `every` would jump over holes.
    return items.length <= limits.values && [...items].every((item) => check(item, depth + 1));
  }

  function checkObject(part: object, depth: number): boolean {
    const prototype: unknown = Object.getPrototypeOf(part);
    if (prototype !== Object.prototype && prototype !== null) {
      return false;
    }
    return Reflect.ownKeys(part).every((key) => {
      if (typeof key !== 'string' || prototypeKeys.has(key)) {
        return false;
      }
      const property = Object.getOwnPropertyDescriptor(part, key);
      return fits(key) && property !== undefined && 'value' in property && check(property.value, depth + 1);
    });
  }

  return check(value, 0);
}
