import type { Answer } from '../answer.ts';
import { html, type Html } from './html.ts';
import { words } from './words.ts';

export interface PageOptions {
  readonly status?: number;
  readonly title: string;
  /** Whose site this is; the AWS access portal's if absent. */
  readonly brand?: string;
  readonly content: Html;
  readonly wide?: boolean;
  /** Where else a form of the page may end: browsers hold the redirect after a post to `form-action` too. */
  readonly formTarget?: string;
  /** Loads the portal's one script, for links with a fragment, which no server ever sees. */
  readonly script?: boolean;
}

/** A whole page: no script but the portal's one, no frame, no foreign content, never cached. */
export function page(options: PageOptions): Answer {
  const wide = options.wide === true;
  const brand = options.brand ?? words.brand;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title} · ${brand}</title>
        <link rel="stylesheet" href="/assets/practice.css" />
        ${options.script === true ? html`<script src="/assets/portal.js" defer></script>` : null}
      </head>
      <body>
        <header class="${wide ? 'brand wide-brand' : 'brand'}">${brand}</header>
        <main class="${wide ? 'wide' : 'narrow'}">
          <h1>${options.title}</h1>
          ${options.content}
          <p class="notice" role="note">${words.notice}</p>
        </main>
      </body>
    </html> `;
  const formAction = ["'self'", ...(options.formTarget === undefined ? [] : [options.formTarget])].join(' ');
  const script = options.script === true ? " script-src 'self';" : '';
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self';${script} form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
      // Not no-referrer: browsers would then send "Origin: null" with our own forms.
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    },
    body: document.markup,
  };
}
