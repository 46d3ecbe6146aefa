import type { Answer } from '../answer.ts';
import type { PracticeAccount } from '../world.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { words } from './words.ts';

export interface PortalHomePage {
  readonly csrf: string;
  /** Where the pages of this portal are; each of them hangs below it. */
  readonly path: string;
  /** What a tool is told to use this portal, as the real one shows it under "Access keys". */
  readonly startUrl: string;
  readonly issuerUrl: string;
  readonly region: string;
  /** Null: nobody is signed in. */
  readonly user: string | null;
  readonly accounts: readonly PracticeAccount[];
}

const SHOWN_ACCOUNTS = 50;

/** The start page of a portal. */
export function portalHomePage(options: PortalHomePage): Answer {
  const text = words.home;
  const { path } = options;
  if (options.user === null) {
    return page({
      title: words.brand,
      script: true,
      content: html`<p>${text.signedOut}</p>
        <p><a href="${path}/sign-in">${text.signIn}</a></p>`,
    });
  }
  const rows = options.accounts.slice(0, SHOWN_ACCOUNTS).map(
    (account) =>
      html`<tr>
        <td>${account.accountName ?? ''}</td>
        <td class="id">${account.accountId}</td>
        <td>
          ${account.roles.map((role) => html`<a class="role" href="${consoleLink(path, account.accountId, role)}">${role}</a> `)}
        </td>
      </tr>`,
  );
  return page({
    title: text.title,
    wide: true,
    script: true,
    content: html`<p>
        ${text.signedInAs} <strong>${options.user}</strong>. ${text.count} ${options.accounts.length}.
      </p>
      ${
        options.accounts.length === 0
          ? html`<p>${text.none}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${text.account}</th>
                  <th scope="col">${text.accountId}</th>
                  <th scope="col">${text.roles}</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`
      }
      ${options.accounts.length > SHOWN_ACCOUNTS ? html`<p class="quiet">${text.more}</p>` : null}
      <p><a href="${path}/access">${words.access.title}</a></p>
      <h2>${text.accessKeys}</h2>
      <p class="quiet">${text.accessKeysHint}</p>
      <dl>
        <dt>${text.startUrl}</dt>
        <dd>${options.startUrl}</dd>
        <dt>${text.issuerUrl}</dt>
        <dd>${options.issuerUrl}</dd>
        <dt>${text.region}</dt>
        <dd>${options.region}</dd>
      </dl>
      <h2>${text.session}</h2>
      <form method="post" action="${path}/sign-out">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        <p class="quiet">${text.signOutHint}</p>
        <button type="submit">${text.signOut}</button>
      </form>`,
  });
}

function consoleLink(path: string, accountId: string, role: string): string {
  const query = new URLSearchParams({ account_id: accountId, role_name: role });
  return `${path}/console?${query.toString()}`;
}
