import type { Answer } from '../answer.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { counted, words } from './words.ts';

/** Somebody the page offers, with what waits for them. */
export interface OfferedPerson {
  readonly user: string;
  readonly name: string;
  readonly accounts: number;
  readonly roles: number;
}

export interface SignInPage {
  readonly request: string;
  readonly csrf: string;
  readonly user: string;
  readonly people: readonly OfferedPerson[];
  readonly problem?: string;
}

/** Offers people with one click each, or asks for any user name. Two forms, so that Enter in the field means the field. */
export function signInPage(options: SignInPage): Answer {
  const text = words.signIn;
  const bad = options.problem !== undefined;
  const hidden = html`<input type="hidden" name="csrf" value="${options.csrf}" />
    <input type="hidden" name="request" value="${options.request}" />`;
  const people = options.people.map(
    (person) =>
      html`<li>
        <button type="submit" class="person" name="person" value="${person.user}">
          <span class="who">${person.name}</span>
          <span class="quiet">${person.user}</span>
          <span class="quiet">
            ${counted(person.accounts, text.account, text.accounts)},
            ${counted(person.roles, text.role, text.roles)}
          </span>
        </button>
      </li>`,
  );
  return page({
    status: bad ? 400 : 200,
    title: text.title,
    content: html`<p>${text.lead}</p>
      <form method="post" action="/sign-in">
        ${hidden}
        <ul class="people">
          ${people}
        </ul>
      </form>
      <h2>${text.other}</h2>
      <form method="post" action="/sign-in">
        ${hidden}
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
