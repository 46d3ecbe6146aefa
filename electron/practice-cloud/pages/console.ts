import type { Answer } from '../answer.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { words } from './words.ts';

export interface ConsolePage {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly roleName: string;
  readonly arn: string;
  /** Where the real console would open. Shown, never followed. */
  readonly destination: string;
  readonly region: string | null;
  readonly by: 'portal' | 'federation';
}

/** The practice console: says what the real one would have opened. */
export function consolePage(options: ConsolePage): Answer {
  const text = words.console;
  return page({
    title: text.title,
    content: html`<p>${text.lead}</p>
      <dl>
        <dt>${text.account}</dt>
        <dd>${[options.accountName, options.accountId].filter(Boolean).join(' · ')}</dd>
        <dt>${text.role}</dt>
        <dd>${options.roleName}</dd>
        <dt>${text.identity}</dt>
        <dd>${options.arn}</dd>
        <dt>${text.region}</dt>
        <dd>${options.region ?? text.noRegion}</dd>
        <dt>${text.destination}</dt>
        <dd>${options.destination}</dd>
        <dt>${text.by}</dt>
        <dd>${text[options.by]}</dd>
      </dl>`,
  });
}

export interface ChooseRolePage {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly choices: readonly { readonly roleName: string; readonly link: string }[];
}

/** A link without a role asks for one (protocol/aws.md §7.3). */
export function chooseRolePage(options: ChooseRolePage): Answer {
  return page({
    title: words.console.choose,
    content: html`<p>${[options.accountName, options.accountId].filter(Boolean).join(' · ')}</p>
      <ul>
        ${options.choices.map(({ roleName, link }) => html`<li><a href="${link}">${roleName}</a></li>`)}
      </ul>`,
  });
}
