import type { Answer } from '../answer.ts';
// Under another name: a formatter that takes this for HTML would lower the case of the element names.
import { html as markup, type Html } from '../pages/html.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** An XML document of the Query API. */
export function xml(status: number, content: (namespace: string) => Html): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'cache-control': 'no-store' },
    body: content(NAMESPACE).markup,
  };
}

/** A refusal of STS in the form of the Query API. */
export function stsRefusal(status: number, code: string, message: string): Answer {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  const answer = xml(
    status,
    (namespace) =>
      markup`<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
  return { ...answer, error: code };
}
