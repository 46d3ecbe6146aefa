import { describe, expect, test } from 'vitest';

import { planEdits } from '../../../shared/config-files/edit-plan.ts';
import { diffLines } from '../../../shared/config-files/line-diff.ts';
import { maskedDiff } from '../../../shared/config-files/masked-diff.ts';
import { holdsSecret, isSecretKey, MASK, maskLines } from '../../../shared/config-files/secret-keys.ts';

const signs = { context: ' ', add: '+', remove: '-' } as const;

function shown(before: string, after: string): string[] {
  return maskedDiff(before, after).map((line) => signs[line.type] + line.text);
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `line ${String(index)} = x`);
}

describe('a diff', () => {
  test('of equal texts is empty', () => expect(shown('a\n', 'a\n')).toEqual([]));

  test('shows three lines around a change', () => {
    const lines = numbered(20);
    const changed = lines.with(10, 'new = x');
    expect(shown(lines.join('\n'), changed.join('\n'))).toEqual([
      ' line 7 = x',
      ' line 8 = x',
      ' line 9 = x',
      '-line 10 = x',
      '+new = x',
      ' line 11 = x',
      ' line 12 = x',
      ' line 13 = x',
    ]);
  });

  test('marks what is left out between two changes, and joins those that are near', () => {
    const lines = numbered(30);
    const far = shown(lines.join('\n'), lines.with(5, 'a').with(20, 'b').join('\n'));
    expect(far.filter((line) => line === ' ⋯')).toHaveLength(1);
    expect(far).toHaveLength(17);
    const near = shown(lines.join('\n'), lines.with(5, 'a').with(12, 'b').join('\n'));
    expect(near).not.toContain(' ⋯');
    expect(near).toHaveLength(16);
  });

  test('of a new file adds its lines', () => expect(shown('', '[a]\nb = c\n')).toEqual(['+[a]', '+b = c']));

  test('of a removed file removes them', () => expect(shown('[a]\n', '')).toEqual(['-[a]']));

  test('shows no line ends', () =>
    expect(shown('[a]\r\nb = c\r\n', '[a]\r\nb = d\r\n')).toEqual([' [a]', '-b = c', '+b = d']));

  test('leads from the old lines to the new ones, whatever they are', () => {
    for (let round = 0; round < 300; round += 1) {
      // A small alphabet makes repeated lines, a large one unique lines.
      const letters = round % 2 === 0 ? 3 : 40;
      const random = (salt: number) => {
        let state = round * 7919 + salt;
        return Array.from({ length: (round % 25) + salt }, () => {
          state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
          return String(state % letters);
        });
      };
      const [before, after] = [random(1), random(2)];
      const spans = diffLines(before, after);
      const rebuilt = spans.flatMap((span) => {
        const [old, current] = [
          before.slice(span.oldStart, span.oldEnd),
          after.slice(span.newStart, span.newEnd),
        ];
        if (span.kept) expect(old).toEqual(current);
        return current;
      });
      expect(rebuilt).toEqual(after);
      expect(spans.flatMap((span) => before.slice(span.oldStart, span.oldEnd))).toEqual(before);
    }
  });

  test.each([
    ['one change', [{ section: 'profile p9000', set: { region: 'b' } }]],
    [
      '1,000 changes',
      Array.from({ length: 1_000 }, (_, index) => {
        return { section: `profile p${String(index * 9)}`, set: { region: 'b' } };
      }),
    ],
  ])('of a file of 40,000 lines with %s takes no time to speak of', (_, edits) => {
    const before = Array.from(
      { length: 10_000 },
      (_line, index) => `[profile p${String(index)}]\nregion = a\nx = 1\n`,
    );
    const plan = planEdits(before.join('\n'), edits);
    const after = plan.ok ? plan.value.text : '';
    const start = performance.now();
    const diff = maskedDiff(before.join('\n'), after);
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(diff.filter((line) => line.type === 'add')).toHaveLength(edits.length);
    expect(diff.length).toBeLessThan(edits.length * 10);
  });
});

describe('a secret', () => {
  test.each([
    'aws_secret_access_key',
    'aws_session_token',
    'aws_security_token',
    'sso_access_token',
    'refreshToken',
    'client_secret',
    'db_password',
    'x_api_key',
  ])('is the value of %s', (key) => expect(isSecretKey(key)).toBe(true));

  test.each([
    'region',
    'sso_session',
    'sso_start_url',
    'web_identity_token_file',
    'credential_process',
    'credential_source',
    'sso_registration_scopes',
  ])('is not the value of %s', (key) => expect(isSecretKey(key)).toBe(false));

  test.each([
    ['aws_secret_access_key = S3CRET', `aws_secret_access_key = ${MASK}`],
    ['  AWS_SESSION_TOKEN=S3CRET=', `  AWS_SESSION_TOKEN=${MASK}`],
    ['aws_security_token: S3CRET', `aws_security_token: ${MASK}`],
    ['# aws_secret_access_key = S3CRET', `# aws_secret_access_key = ${MASK}`],
    [';;aws_session_token=S3CRET', `;;aws_session_token=${MASK}`],
    ['aws_session_token =', 'aws_session_token ='],
    ['aws_access_key_id = AKIAIOSFODNN7EXAMPLE', 'aws_access_key_id = AKIAIOSF…MPLE'],
    ['credential_process = x wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', `credential_process = x ${MASK}`],
    ['sso_start_url = https://corp.awsapps.com/start', 'sso_start_url = https://corp.awsapps.com/start'],
    ['[profile secret-token]', '[profile secret-token]'],
  ])('in %s is hidden', (line, masked) => expect(maskLines([line])).toEqual([masked]));

  test('is hidden in the lines that go on with it, nested or after a comment, and no further', () => {
    const lines = ['aws_session_token =', '  S3CRET', '# note', '', '\tS3CRET = x', 'region = a', '  b'];
    expect(maskLines(lines)).toEqual([
      'aws_session_token =',
      `  ${MASK}`,
      '# note',
      '',
      `\t${MASK}`,
      'region = a',
      '  b',
    ]);
  });

  test('is hidden in context, in what goes and in what comes', () => {
    const before = '[a]\naws_secret_access_key = S3CRET1\nregion = a\naws_session_token = S3CRET2\n';
    const after = before.replace('region = a', 'region = b').replace('S3CRET2', 'S3CRET3');
    const diff = shown(before, after);
    expect(diff.join('\n')).not.toContain('S3CRET');
    expect(diff).toEqual([
      ' [a]',
      ` aws_secret_access_key = ${MASK}`,
      '-region = a',
      `-aws_session_token = ${MASK}`,
      '+region = b',
      `+aws_session_token = ${MASK}`,
    ]);
  });

  test('makes a text one that is not kept', () => {
    expect(holdsSecret('[a]\r\nregion = a\r\n')).toBe(false);
    expect(holdsSecret('[a]\r\naws_session_token = x\r\n')).toBe(true);
  });
});
