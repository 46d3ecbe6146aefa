import type { Answer } from '../answer.ts';
import { html } from '../pages/html.ts';
import { aliyunPage } from './aliyun-page.ts';
import type { AliyunPending } from './aliyun-state.ts';
import { identitiesAt, type PracticeIdentity } from './identities.ts';
import { aliyunWords as words } from './words.ts';

interface FormPage {
  readonly pending: AliyunPending;
  readonly csrf: string;
}

/** Where the pages of a site are. */
export function sitePath({ site }: Pick<AliyunPending, 'site'>): string {
  return `/aliyun/${site.toLowerCase()}`;
}

function hidden({ pending, csrf }: FormPage) {
  return html`<input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="request" value="${pending.id}" />`;
}

/** Offers the identities of a site with one click each. */
export function aliyunSignInPage(form: FormPage): Answer {
  return aliyunPage({
    title: words.signIn.title,
    content: html`<p>${words.signIn.lead}</p>
      <form method="post" action="${sitePath(form.pending)}/sign-in">
        ${hidden(form)}
        <ul class="people">
          ${identitiesAt(form.pending.site).map(
            (identity) =>
              html`<li>
                <button type="submit" class="person" name="identity" value="${identity.id}">
                  <span class="who">${identity.name}</span>
                  <span class="quiet">${identity.loginName}</span>
                  <span class="quiet">${words.signIn.account} ${identity.accountId}</span>
                </button>
              </li>`,
          )}
        </ul>
      </form>`,
  });
}

/** Names the application, who it asks for, and what it may then do. `installs` is the administrator's first time. */
export function aliyunConsentPage(form: FormPage, identity: PracticeIdentity, installs: boolean): Answer {
  const path = sitePath(form.pending);
  return aliyunPage({
    title: installs ? words.administrator.title : words.consent.title,
    formTarget: new URL(form.pending.redirectUri).origin,
    content: html`${installs ? html`<p>${words.administrator.lead}</p>` : null}
      <p>
        ${words.consent.lead} <strong>${identity.name}</strong> <span class="quiet">(${identity.arn})</span>.
      </p>
      <p>${words.consent.rights}</p>
      <ul>
        <li>${words.consent.openId}</li>
        <li>${words.consent.usersts}</li>
      </ul>
      <p>${words.consent.started}</p>
      <form method="post" action="${path}/consent">
        ${hidden(form)}
        <div class="actions">
          <button type="submit" class="primary" name="decision" value="allow">
            ${installs ? words.administrator.allow : words.consent.allow}
          </button>
          <button type="submit" name="decision" value="deny">${words.consent.deny}</button>
        </div>
      </form>
      <p><a href="${path}/sign-in?request=${form.pending.id}">${words.consent.other}</a></p>`,
  });
}

/** Asks for the code of a CloudSSO sign-in; says so where the one given is not known. */
export function cloudSsoCodePage(isUnknown: boolean): Answer {
  return aliyunPage({
    status: isUnknown ? 404 : 200,
    title: words.device.title,
    content: html`${isUnknown ? html`<p class="bad">${words.device.unknown}</p>` : null}
      <form method="get" action="/aliyun/cloud-sso/device">
        <label for="user_code">${words.device.code}</label>
        <input
          type="text"
          id="user_code"
          name="user_code"
          autocomplete="off"
          spellcheck="false"
          required
          autofocus
        />
        <div class="actions">
          <button type="submit" class="primary">${words.device.next}</button>
        </div>
      </form>`,
  });
}

/** The code of a CloudSSO sign-in, to be compared and allowed. */
export function cloudSsoDevicePage(csrf: string, userCode: string): Answer {
  return aliyunPage({
    title: words.device.title,
    content: html`<p>${words.device.lead}</p>
      <p class="code">${userCode}</p>
      <form method="post" action="/aliyun/cloud-sso/device">
        <input type="hidden" name="csrf" value="${csrf}" />
        <input type="hidden" name="user_code" value="${userCode}" />
        <div class="actions">
          <button type="submit" class="primary" name="decision" value="allow">${words.device.allow}</button>
          <button type="submit" name="decision" value="deny">${words.device.deny}</button>
        </div>
      </form>`,
  });
}
