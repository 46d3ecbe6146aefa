import type { Answer } from '../answer.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { words } from './words.ts';

export interface DevicePage {
  readonly csrf: string;
  readonly userCode: string;
  /** The code came with the address and waits for its comparison. */
  readonly known: boolean;
  readonly problem?: string;
}

/** Asks for the code, or shows it to be compared. */
export function devicePage(options: DevicePage): Answer {
  const text = words.device;
  const bad = options.problem !== undefined;
  const field = options.known
    ? html`<p class="code">${options.userCode}</p>
        <p>${text.compare}</p>
        <input type="hidden" name="user_code" value="${options.userCode}" />`
    : html`<p>${text.lead}</p>
        <label for="user-code">${text.code}</label>
        <input
          type="text"
          id="user-code"
          name="user_code"
          value="${options.userCode}"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          required
          maxlength="16"
          aria-describedby="code-hint"
          aria-invalid="${bad ? 'true' : 'false'}"
        />
        <p id="code-hint" class="${bad ? 'bad' : 'quiet'}">${options.problem ?? text.hint}</p>`;
  return {
    ...page({
      status: bad ? 400 : 200,
      title: text.title,
      content: html`<form method="post" action="/device">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        ${field}
        <div class="actions"><button type="submit" class="primary">${text.submit}</button></div>
      </form>`,
    }),
  };
}
