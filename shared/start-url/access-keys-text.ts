import { isKnownRegionShape } from '../aws/partitions.ts';

/**
 * Start URL (or issuer URL) and region out of the text of the access portal's "Access keys" dialog, as people paste it
 * whole. Null if the text is no more than one word, which a field takes as it is, or has no address in it.
 */
export function readAccessKeysText(
  text: string,
): { readonly startUrl: string; readonly region: string | null } | null {
  const startUrl = /https?:\/\/[^/\s"'<>,;][^\s"'<>,;]*/i.exec(text)?.[0];
  if (startUrl === undefined || startUrl === text.trim()) {
    return null;
  }
  const words = text.replace(startUrl, ' ').split(/[\s"'<>,;=]+/);
  return { startUrl, region: words.find((word) => isKnownRegionShape(word)) ?? null };
}
