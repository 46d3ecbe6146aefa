import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProfileInput } from '../../shared/model/profile.ts';
import type { Result } from '../../shared/model/result.ts';
import type { SessionId } from '../../shared/model/session.ts';
import { createCoreHarness, window } from '../fakes/core-harness.ts';
import { file, textOf } from './config-arbitraries.ts';

const runs = { numRuns: 120 };
const consent = { digest: null, confirmed: true };

/** Names of ours, none of which the foreign files have. */
const ours = fc.constantFrom('default', '-one-', '-two-', '-three-', '-four-');

const form = fc.constantFrom<Partial<ProfileInput>>(
  {},
  { accountId: null, roleName: null },
  { region: null, output: null },
  { extra: { s3: { addressing_style: 'path' }, cli_pager: 'less' } },
  { extra: { s3: null } },
  {
    accountId: null,
    roleName: null,
    chain: {
      roleArn: 'arn:aws:iam::444455556666:role/Deploy',
      sourceProfile: '-one-',
      roleSessionName: null,
      externalId: null,
      durationSeconds: null,
    },
  },
);

const step = fc.oneof(
  fc.record({ type: fc.constant('save' as const), name: ours, form }),
  fc.record({ type: fc.constant('rename' as const), name: ours, newName: ours }),
  fc.record({ type: fc.constant('default' as const), name: ours }),
  fc.record({ type: fc.constant('remove' as const), name: ours }),
  fc.record({ type: fc.constant('session' as const), newName: fc.constantFrom('my-sso', 'work', 'home') }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function run(
  core: ReturnType<typeof createCoreHarness>,
  sessionId: SessionId,
  one: Step,
): Promise<Result<unknown>> {
  const { profiles, sessions } = core.intents;
  switch (one.type) {
    case 'save': {
      const input: ProfileInput = {
        name: one.name,
        sessionId,
        accountId: '111122223333',
        roleName: 'ReadOnly',
        region: 'eu-west-1',
        output: 'json',
        ...one.form,
      };
      return profiles.save(input, null, window);
    }
    case 'rename':
      return profiles.rename(one.name, one.newName, consent, window);
    case 'default':
      return profiles.makeDefault(one.name, consent, window);
    case 'remove':
      return profiles.remove(one.name, consent, window);
    case 'session':
      return sessions.rename(sessionId, one.newName, consent, window);
  }
}

test('whatever is done to our profiles, foreign sections keep every byte, and undo gives each state back', async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.array(step, { minLength: 1, maxLength: 10 }), async (parts, steps) => {
      const core = createCoreHarness();
      core.files.foreignWrite(core.configFile, textOf(parts));
      const sessionId = await core.addSession();
      const states: (string | null)[] = [];
      for (const one of steps) {
        const before = core.files.textOf(core.configFile);
        const undoable = core.settings.get('undo').length;
        const result = await run(core, sessionId, one);
        const after = core.files.textOf(core.configFile) ?? '';
        if (!result.ok) expect(after).toBe(before);
        if (core.settings.get('undo').length > undoable) {
          states.push(before);
        }
        let position = after.startsWith(parts.top) ? 0 : -1;
        for (const foreign of parts.sections) {
          position = after.indexOf(foreign.text, position);
          expect(position, JSON.stringify({ one, before, after })).toBeGreaterThanOrEqual(0);
          position += foreign.text.length;
        }
        const rows = await core.intents.profiles.list(window);
        if (!rows.ok) throw new Error(`the file is broken: ${after}`);
        const managed = rows.value.filter((row) => row.managed).map((row) => row.name);
        expect(managed.every((name) => name === 'default' || /^-[a-z]+-$/.test(name))).toBe(true);
      }
      for (let state = states.pop(); state !== undefined; state = states.pop()) {
        expect(await core.intents.profiles.undo({ digest: null, confirmed: false }, window)).toMatchObject({
          ok: true,
        });
        expect(core.files.textOf(core.configFile)).toBe(state);
      }
      await core.core.dispose();
    }),
    runs,
  );
});
