import type { Answer } from '../answer.ts';
import type { PracticeAccount } from '../world.ts';
import { html, type Html } from './html.ts';
import { page } from './layout.ts';
import { counted, words } from './words.ts';

export interface AccessPage {
  readonly csrf: string;
  /** The start page of the portal. */
  readonly path: string;
  readonly user: string;
  readonly assigned: readonly PracticeAccount[];
  /** Accounts of the organisation that this person may not use. */
  readonly others: readonly PracticeAccount[];
}

const SHOWN_ACCOUNTS = 50;

/** What a person may use, to be changed: the real world does that behind everybody's back. */
export function accessPage(options: AccessPage): Answer {
  const text = words.access;
  const { path } = options;
  return page({
    title: text.title,
    wide: true,
    content: html`<p>${text.lead} <strong>${options.user}</strong>. ${text.untold}</p>
      <form method="post" action="${path}/access">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        <button type="submit" name="change" value="new-account">${text.newAccount}</button>
      </form>
      <h2>${text.assigned}</h2>
      ${options.assigned.length === 0 ? html`<p class="quiet">${text.none}</p>` : tableOf(options.assigned, path, text.change)}
      ${options.others.length === 0 ? null : html`<h2>${text.others}</h2>`}
      ${options.others.length === 0 ? null : tableOf(options.others, path, text.give)}
      <p><a href="${path}">${text.back}</a></p>`,
  });
}

function tableOf(accounts: readonly PracticeAccount[], path: string, action: string): Html {
  const rows = accounts.slice(0, SHOWN_ACCOUNTS).map((account) => {
    const name = account.accountName ?? account.accountId;
    return html`<tr>
      <td>${account.accountName ?? ''}</td>
      <td class="id">${account.accountId}</td>
      <td>${counted(account.roles.length, words.signIn.role, words.signIn.roles)}</td>
      <td>
        <a href="${path}/access?account=${account.accountId}" aria-label="${action}: ${name}">${action}</a>
      </td>
    </tr>`;
  });
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${words.home.account}</th>
          <th scope="col">${words.home.accountId}</th>
          <th scope="col">${words.home.roles}</th>
          <th scope="col">${words.access.action}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${accounts.length > SHOWN_ACCOUNTS ? html`<p class="quiet">${words.home.more}</p>` : null}`;
}

export interface AccountAccessPage {
  readonly csrf: string;
  readonly path: string;
  readonly user: string;
  readonly account: PracticeAccount;
  readonly roles: readonly { readonly roleName: string; readonly assigned: boolean }[];
}

/** One account: which roles the person has there. */
export function accountAccessPage(options: AccountAccessPage): Answer {
  const text = words.access;
  const { path, account } = options;
  return page({
    title: account.accountName ?? account.accountId,
    wide: true,
    content: html`<p>${account.accountId} · ${options.user}</p>
      <form method="post" action="${path}/access">
        <input type="hidden" name="csrf" value="${options.csrf}" />
        <input type="hidden" name="account" value="${account.accountId}" />
        <fieldset>
          <legend>${text.roles}</legend>
          <div class="choices">
            ${options.roles.map(
              ({ roleName, assigned }) =>
                html`<label class="choice"
                  ><input
                    type="checkbox"
                    name="role:${roleName}"
                    value="on"
                    ${assigned ? html`checked` : null}
                  />
                  ${roleName}</label
                >`,
            )}
          </div>
        </fieldset>
        <div class="actions">
          <button type="submit" class="primary" name="change" value="roles">${text.save}</button>
          <button type="submit" name="change" value="withdraw">${text.withdraw}</button>
        </div>
      </form>
      <p><a href="${path}/access">${text.backToAll}</a></p>`,
  });
}
