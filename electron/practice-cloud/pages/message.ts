import type { Answer } from '../answer.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

/** A page that only says something. */
export function messagePage(status: number, title: string, text: string): Answer {
  return page({ status, title, content: html`<p>${text}</p>` });
}
