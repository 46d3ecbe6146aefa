import type { Answer } from '../answer.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { words } from './words.ts';

export interface ConsentPage {
  readonly request: string;
  readonly csrf: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly user: string;
  /** The origin a browser sign-in returns to. */
  readonly redirectOrigin?: string;
  /** The code of a device sign-in. */
  readonly userCode?: string;
}

/** Names the client, the user and what is asked for; Allow and Deny. */
export function consentPage(options: ConsentPage): Answer {
  const text = words.consent;
  const code =
    options.userCode === undefined
      ? html`<p>${text.started}</p>`
      : html`<p>${text.code}</p>
          <p class="code">${options.userCode}</p>
          <p>${text.compare}</p>`;
  return page({
    title: text.title,
    ...(options.redirectOrigin === undefined ? {} : { formTarget: options.redirectOrigin }),
    content: html`<p><strong>${options.clientName}</strong> ${text.asks} <strong>${options.user}</strong>.</p>
      <p>${text.scopes}</p>
      <ul>
        ${options.scopes.map((scope) => html`<li>${words.scopes[scope] ?? scope} <span class="quiet">(${scope})</span></li>`)}
      </ul>
      ${code}
      <form method="post" action="/consent">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        <input type="hidden" name="request" value="${options.request}" />
        <div class="actions">
          <button type="submit" class="primary" name="decision" value="allow">${text.allow}</button>
          <button type="submit" name="decision" value="deny">${text.deny}</button>
        </div>
      </form>
      <p><a href="/sign-in?request=${options.request}">${text.other}</a></p>`,
  });
}
