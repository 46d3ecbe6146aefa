import { encodeBase64 } from '../../shared/encoding/base64url.ts';
import type { Crypto, LoopbackPageText } from '../core/ports.ts';

/** Headers of every answer of the loopback listener. No CORS header is ever among them. */
export const answerHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy("'none'"),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  Connection: 'close',
};

export interface AnswerPage {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const style = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { max-width: 28rem; padding: 2rem; text-align: center; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; font-weight: 600; }
p { margin: 0; }
`;

/**
 * The page a sign-in ends on: the same bytes for the same words, whatever was asked for. No script, no outside resource, its
 * one style admitted by hash (security.md §5.1; R-18).
 */
export function createAnswerPage(text: LoopbackPageText, crypto: Crypto): AnswerPage {
  const encoder = new TextEncoder();
  const body = encoder.encode(
    `<!doctype html>
<html lang="${escapeHtml(text.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(text.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(text.title)}</h1>
<p>${escapeHtml(text.body)}</p>
</main>
</body>
</html>
`,
  );
  const styleHash = encodeBase64(crypto.sha256(encoder.encode(style)));
  return {
    body,
    headers: {
      ...answerHeaders,
      'Content-Security-Policy': policy(`'sha256-${styleHash}'`),
      'Content-Type': 'text/html; charset=utf-8',
    },
  };
}

function policy(styleSource: string): string {
  return `default-src 'none'; style-src ${styleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
