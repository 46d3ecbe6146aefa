import * as v from 'valibot';
import { isShellSafe } from '../../../shared/credentials/export-formats.ts';
import type { Account } from '../../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { instant, SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { Http, HttpResponse } from '../../core/ports.ts';
import type { Page } from '../../core/provider.ts';
import { endpointsOf } from './endpoints.ts';
import { parseBody, portalError } from './service-errors.ts';

const limits = { timeoutMs: 15 * SECOND, maxBytes: 512 * 1024 };
const pageSize = '100';

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/));
const nextToken = v.nullish(text(8192));

const accountsBody = v.object({
  accountList: v.array(
    v.object({
      accountId,
      accountName: v.nullish(text(512)),
      emailAddress: v.nullish(text(512)),
    }),
  ),
  nextToken,
});

const rolesBody = v.object({
  roleList: v.array(v.object({ roleName: v.pipe(text(128), v.regex(/^[\w+=,.@-]+$/)) })),
  nextToken,
});

/** Keys that no shell could misread, so that every export form can carry them. */
const keyText = v.pipe(v.string(), v.maxLength(16_384), v.check(isShellSafe));

const credentialsBody = v.object({
  roleCredentials: v.object({
    accessKeyId: keyText,
    secretAccessKey: keyText,
    sessionToken: keyText,
    expiration: v.pipe(v.number(), v.minValue(0)),
  }),
});

/** The portal calls of protocol/aws.md §3: unsigned, with the access token in a header. */
export function createPortalCalls(http: Http) {
  async function call(
    session: AwsSessionRecord,
    method: 'GET' | 'POST',
    path: string,
    query: Readonly<Record<string, string>>,
    accessToken: string,
    signal: AbortSignal,
  ): Promise<Result<HttpResponse>> {
    const base = endpointsOf(session).sso;
    const search = new URLSearchParams(query).toString();
    const response = await http.request({
      method,
      url: `${base}${path}${search === '' ? '' : `?${search}`}`,
      headers: { accept: 'application/json', 'x-amz-sso_bearer_token': accessToken },
      allowedOrigins: [new URL(base).origin],
      signal,
      ...limits,
    });
    if (!response.ok) {
      return response;
    }
    return response.value.status === 200 ? response : err(portalError(response.value));
  }

  return {
    async listAccounts(
      session: AwsSessionRecord,
      accessToken: string,
      after: string | null,
      signal: AbortSignal,
    ): Promise<Result<Page<Account>>> {
      const query = { max_result: pageSize, ...(after === null ? {} : { next_token: after }) };
      const response = await call(session, 'GET', '/assignment/accounts', query, accessToken, signal);
      const body = response.ok ? parseBody(accountsBody, response.value) : response;
      if (!body.ok) {
        return body;
      }
      return ok({
        items: body.value.accountList.map((account) => ({
          accountId: account.accountId,
          accountName: account.accountName ?? null,
          emailAddress: account.emailAddress ?? null,
        })),
        nextToken: body.value.nextToken ?? null,
      });
    },

    async listRoles(
      session: AwsSessionRecord,
      accessToken: string,
      account: string,
      after: string | null,
      signal: AbortSignal,
    ): Promise<Result<Page<string>>> {
      const query = {
        account_id: account,
        max_result: pageSize,
        ...(after === null ? {} : { next_token: after }),
      };
      const response = await call(session, 'GET', '/assignment/roles', query, accessToken, signal);
      const body = response.ok ? parseBody(rolesBody, response.value) : response;
      if (!body.ok) {
        return body;
      }
      return ok({
        items: body.value.roleList.map((role) => role.roleName),
        nextToken: body.value.nextToken ?? null,
      });
    },

    async roleCredentials(
      session: AwsSessionRecord,
      accessToken: string,
      account: string,
      roleName: string,
      signal: AbortSignal,
    ): Promise<Result<RoleCredentials>> {
      const query = { role_name: roleName, account_id: account };
      const response = await call(session, 'GET', '/federation/credentials', query, accessToken, signal);
      const body = response.ok ? parseBody(credentialsBody, response.value) : response;
      if (!body.ok) {
        return body;
      }
      const { expiration, ...keys } = body.value.roleCredentials;
      return ok({ ...keys, expiresAt: instant(expiration), accountId: account });
    },

    async endSession(
      session: AwsSessionRecord,
      accessToken: string,
      signal: AbortSignal,
    ): Promise<Result<void>> {
      const response = await call(session, 'POST', '/logout', {}, accessToken, signal);
      return response.ok ? ok(undefined) : response;
    },
  };
}
