import { appError } from '../../model/app-error.ts';
import { err, ok, type Result } from '../../model/result.ts';

interface Span {
  /** Where it begins in the text. */
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

export interface JsonMember extends Span {
  readonly key: string;
  readonly keyEnd: number;
  readonly value: JsonNode;
}

export type JsonObject = Span & { readonly type: 'object'; readonly members: readonly JsonMember[] };
export type JsonArray = Span & { readonly type: 'array'; readonly items: readonly JsonNode[] };
export type JsonScalar =
  | (Span & { readonly type: 'string'; readonly value: string })
  /** As written: what fits a number of one language need not fit that of another. */
  | (Span & { readonly type: 'number'; readonly source: string })
  | (Span & { readonly type: 'boolean'; readonly value: boolean })
  | (Span & { readonly type: 'null' });

/** A value of a JSON text with the place where it stands, so that it can be changed and nothing else. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

/** Why a strict reader rejects a JSON text; the `reason` of `config.file-broken`. */
export type JsonProblem =
  | 'json-empty'
  | 'json-bom'
  | 'json-unexpected'
  | 'json-ended'
  | 'json-after-value'
  | 'json-string'
  | 'json-too-deep';

/** Far more than any config file has; the CLI's own limit is 10,000. */
const deepest = 100;

class Broken extends Error {
  readonly at: number;
  readonly problem: JsonProblem;

  constructor(at: number, problem: JsonProblem) {
    super(problem);
    this.at = at;
    this.problem = problem;
  }
}

/**
 * Reads a JSON text as strictly as the Alibaba Cloud CLI does: one value, no byte order mark, no comments, no trailing
 * commas (protocol/aliyun-cli-observed.md §3). Errors: `config.file-broken` with `line` (from 1) and `reason`.
 */
export function parseJsonDocument(text: string): Result<JsonNode> {
  try {
    return ok(new Reader(text).document());
  } catch (error) {
    if (!(error instanceof Broken)) {
      throw error;
    }
    return err(brokenAt(text, error.at, error.problem));
  }
}

/** The error that names a place of a text. */
export function brokenAt(text: string, at: number, reason: string) {
  return appError('config.file-broken', { line: text.slice(0, at).split('\n').length, reason });
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode {
    if (this.#text.startsWith('\uFEFF')) {
      throw new Broken(0, 'json-bom');
    }
    this.#skipSpace();
    if (this.#at === this.#text.length) {
      throw new Broken(0, 'json-empty');
    }
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) {
      throw new Broken(this.#at, 'json-after-value');
    }
    return value;
  }

  #value(depth: number): JsonNode {
    if (depth > deepest) {
      throw new Broken(this.#at, 'json-too-deep');
    }
    const start = this.#at;
    switch (this.#text[start]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return { type: 'string', value: this.#string(), start, end: this.#at };
      default:
        return this.#literal();
    }
  }

  #object(depth: number): JsonObject {
    const start = this.#at;
    const members: JsonMember[] = [];
    this.#elements('}', () => {
      const keyStart = this.#at;
      if (this.#text[keyStart] !== '"') {
        throw this.#unexpected();
      }
      const key = this.#string();
      const keyEnd = this.#at;
      this.#skipSpace();
      this.#expect(':');
      this.#skipSpace();
      const value = this.#value(depth + 1);
      members.push({ key, start: keyStart, keyEnd, value, end: value.end });
    });
    return { type: 'object', members, start, end: this.#at };
  }

  #array(depth: number): JsonArray {
    const start = this.#at;
    const items: JsonNode[] = [];
    this.#elements(']', () => {
      items.push(this.#value(depth + 1));
    });
    return { type: 'array', items, start, end: this.#at };
  }

  #elements(close: string, element: () => void): void {
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      element();
      this.#skipSpace();
      if (this.#text[this.#at] === close) {
        this.#at += 1;
        return;
      }
      this.#expect(',');
      this.#skipSpace();
    }
  }

  #literal(): JsonScalar {
    const start = this.#at;
    const word =
      this.#match(/true|false|null/y) ?? this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (word === null) {
      throw this.#unexpected();
    }
    const span = { start, end: this.#at };
    if (word === 'null') {
      return { type: 'null', ...span };
    }
    return word === 'true' || word === 'false'
      ? { type: 'boolean', value: word === 'true', ...span }
      : { type: 'number', source: word, ...span };
  }

  #string(): string {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '\\') {
        at += 1;
      } else if (character < ' ') {
        throw new Broken(at, 'json-string');
      } else if (character === '"') {
        this.#at = at + 1;
        return this.#decode(start);
      }
    }
    throw new Broken(this.#text.length, 'json-ended');
  }

  #decode(start: number): string {
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch {
      throw new Broken(start, 'json-string');
    }
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) {
      throw this.#unexpected();
    }
    this.#at += 1;
  }

  #unexpected(): Broken {
    return new Broken(this.#at, this.#at >= this.#text.length ? 'json-ended' : 'json-unexpected');
  }

  #skipSpace(): void {
    this.#match(/[ \t\r\n]*/y);
  }
}
