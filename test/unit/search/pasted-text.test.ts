import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { parsePastedText } from '../../../shared/search/pasted-text.ts';

describe('a pasted text', () => {
  it.each([
    ['an account id', '111122223333', ['111122223333'], null],
    ['an account id with dashes', ' 1111-2222-3333 ', ['111122223333'], null],
    [
      'the ARN of an assumed role',
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/jane@example.com',
      ['111122223333'],
      'ReadOnly',
    ],
    [
      'the ARN of a role with a path',
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Data_Admin_0123456789abcdef',
      ['111122223333'],
      'Data_Admin',
    ],
    ['the ARN of an ordinary role', 'arn:aws:iam::111122223333:role/team/Deploy', ['111122223333'], 'Deploy'],
    ['the ARN of a resource', 'arn:aws-cn:lambda:cn-north-1:111122223333:function:a', ['111122223333'], null],
    [
      'an access denied text',
      'User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/jane is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:444455556666:function:x because no resource-based policy allows it',
      ['444455556666', '111122223333'],
      'ReadOnly',
    ],
    [
      'a portal shortcut',
      'https://d-1234567890.awsapps.com/start/#/console?account_id=111122223333&role_name=PowerUser&destination=https%3A%2F%2Fconsole.aws.amazon.com%2F',
      ['111122223333'],
      'PowerUser',
    ],
    [
      'a switch-role link',
      'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=Audit',
      ['111122223333'],
      'Audit',
    ],
    [
      'an account sign-in address',
      'https://111122223333.signin.aws.amazon.com/console',
      ['111122223333'],
      null,
    ],
    [
      'a console address of one of several sessions',
      'https://111122223333-abcd1234.eu-west-1.console.aws.amazon.com/ec2/home',
      ['111122223333'],
      null,
    ],
    [
      'a console address that carries an encoded ARN',
      'https://eu-west-1.console.aws.amazon.com/states/home#/v2/x/arn%3Aaws%3Astates%3Aeu-west-1%3A111122223333%3AstateMachine%3Am',
      ['111122223333'],
      null,
    ],
  ])('that is %s names accounts and role', (_, text, accountIds, roleName) => {
    expect(parsePastedText(text)).toEqual({ accountIds, roleName });
  });

  it.each(['prod', '1111', 'https://example.com/', 'arn:aws:s3:::bucket', 'Production 111122223333', ''])(
    '%j is to be searched for as words',
    (text) => {
      expect(parsePastedText(text)).toBeNull();
    },
  );

  it('never throws and names nothing but 12-digit accounts', () => {
    const piece = fc.oneof(
      fc.constantFrom('arn:aws:', '://', '%', '%3A', '111122223333', ':role/', '?account_id=', '-'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const accountId of parsePastedText(pieces.join(''))?.accountIds ?? []) {
          expect(accountId).toMatch(/^\d{12}$/);
        }
      }),
    );
  });
});
