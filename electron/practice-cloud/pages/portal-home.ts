import type { Answer } from '../answer.ts';
import type { PracticeAccount } from '../world.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { words } from './words.ts';

export interface PortalHomePage {
  readonly csrf: string;
  readonly action: string;
  /** Null: nobody is signed in. */
  readonly user: string | null;
  readonly accounts: readonly PracticeAccount[];
}

const SHOWN_ACCOUNTS = 50;

/** The start page of a portal. */
export function portalHomePage(options: PortalHomePage): Answer {
  const text = words.home;
  if (options.user === null) return page({ title: words.brand, content: html`<p>${text.signedOut}</p>` });
  const rows = options.accounts.slice(0, SHOWN_ACCOUNTS).map(
    (account) =>
      html`<tr>
        <td>${account.accountName ?? ''}</td>
        <td class="id">${account.accountId}</td>
        <td>${account.emailAddress ?? ''}</td>
      </tr>`,
  );
  return page({
    title: text.title,
    wide: true,
    content: html`<p>
        ${text.signedInAs} <strong>${options.user}</strong>. ${text.count} ${options.accounts.length}.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">${text.account}</th>
            <th scope="col">${text.accountId}</th>
            <th scope="col">${text.email}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      ${options.accounts.length > SHOWN_ACCOUNTS ? html`<p class="quiet">${text.more}</p>` : null}
      <p class="quiet">${text.noConsole}</p>
      <form method="post" action="${options.action}">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        <p class="quiet">${text.signOutHint}</p>
        <button type="submit">${text.signOut}</button>
      </form>`,
  });
}
