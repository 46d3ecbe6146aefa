import type { DiffLine } from '../../model/profile.ts';
import { linesOf, maskedDiff } from '../masked-diff.ts';
import { isSecretKey, MASK } from '../secret-keys.ts';
import { parseJsonDocument, type JsonNode } from './json-document.ts';
import { applyReplacements, type Replacement } from './json-edits.ts';
import { isCredentialField } from './profile-fields.ts';

/** What changes in `config.json`, with the values of keys and tokens masked in every line (security.md §0.3). */
export function maskedAliyunDiff(before: string, after: string): DiffLine[] {
  return maskedDiff(before, after, (lines) => linesOf(maskAliyunConfig(lines.join('\n'))));
}

/** The text with keys and tokens masked. A text that is no JSON is masked whole. */
export function maskAliyunConfig(text: string): string {
  if (text.trim() === '') {
    return text;
  }
  const parsed = parseJsonDocument(text);
  if (!parsed.ok) {
    return linesOf(text)
      .map(() => MASK)
      .join('\n');
  }
  const masks: Replacement[] = [];
  collect(parsed.value, false, masks);
  return applyReplacements(text, masks);
}

/** Whatever stands below a secret key is secret too. */
function collect(node: JsonNode, isSecret: boolean, masks: Replacement[]): void {
  switch (node.type) {
    case 'object':
      for (const member of node.members) {
        collect(member.value, isSecret || isCredentialField(member.key) || isSecretKey(member.key), masks);
      }
      return;
    case 'array':
      node.items.forEach((item) => {
        collect(item, isSecret, masks);
      });
      return;
    case 'string':
      if (isSecret && node.value !== '') {
        masks.push({ start: node.start, end: node.end, now: `"${MASK}"` });
      }
      return;
    case 'number':
    case 'boolean':
    case 'null':
      // Times and switches say nothing of a key.
      return;
  }
}
