import { textValue, type AwsValues } from '../../../../shared/config-files/aws-config.ts';
import type { SectionEdit } from '../../../../shared/config-files/edit-plan.ts';
import { appError } from '../../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../../shared/model/session.ts';
import { parseStartUrl } from '../../../../shared/start-url/index.ts';
import { sessionSection, type IsOurs } from './sections.ts';

/**
 * The edits after which the sso-session section of a session says what the session says. One that somebody else wrote
 * is used if it leads to the same portal and never touched: `config.session-section-differs`.
 */
export function planSessionSection(
  existing: AwsValues | undefined,
  session: AwsSessionRecord,
  isOurs: IsOurs,
): Result<readonly SectionEdit[]> {
  const section = sessionSection(session);
  if (existing !== undefined && !isOurs(section)) {
    return saysTheSame(existing, session)
      ? ok([])
      : err(appError('config.session-section-differs', { session: session.name }));
  }
  const scopes = session.scopes.join(',');
  return ok([
    {
      section,
      set: {
        sso_start_url: session.startUrl,
        sso_region: session.region,
        sso_registration_scopes: scopes === '' ? null : scopes,
      },
    },
  ]);
}

/** Whether a section leads to the portal of a session; how the address is spelt does not matter to the token's name. */
export function saysTheSame(section: AwsValues, session: AwsSessionRecord): boolean {
  const startUrl = textValue(section, 'sso_start_url');
  if (startUrl === null || textValue(section, 'sso_region') !== session.region) {
    return false;
  }
  if (startUrl === session.startUrl || startUrl === session.portalUrl) {
    return true;
  }
  const parsed = parseStartUrl(startUrl);
  return parsed.ok && parsed.value.startUrl === session.startUrl;
}
