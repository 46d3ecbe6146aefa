import type { Answer } from '../answer.ts';
import { html } from '../pages/html.ts';
import { page, type PageOptions } from '../pages/layout.ts';
import { aliyunWords } from './words.ts';

/** A page of the vendor that this half plays. */
export function aliyunPage(options: Omit<PageOptions, 'brand'>): Answer {
  return page({ ...options, brand: aliyunWords.brand });
}

/** One that only says something. */
export function aliyunMessagePage(status: number, title: string, text: string): Answer {
  return aliyunPage({ status, title, content: html`<p>${text}</p>` });
}
