import type { Answer } from '../answer.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { words } from './words.ts';

export interface SignInPage {
  readonly request: string;
  readonly csrf: string;
  readonly user: string;
  readonly problem?: string;
}

/** Asks for a user name. */
export function signInPage(options: SignInPage): Answer {
  const text = words.signIn;
  const bad = options.problem !== undefined;
  return page({
    status: bad ? 400 : 200,
    title: text.title,
    content: html`<p>${text.lead}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        <input type="hidden" name="request" value="${options.request}" />
        <label for="user">${text.user}</label>
        <input
          type="text"
          id="user"
          name="user"
          value="${options.user}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          maxlength="64"
          aria-describedby="user-hint"
          aria-invalid="${bad ? 'true' : 'false'}"
        />
        <p id="user-hint" class="${bad ? 'bad' : 'quiet'}">${options.problem ?? text.hint}</p>
        <div class="actions"><button type="submit" class="primary">${text.submit}</button></div>
      </form>`,
  });
}
