import { app, protocol } from 'electron';
import { complain, processEnvironment } from './adapters/process.ts';
import { run } from './app/run.ts';
import { harden } from './security/harden.ts';
import { isSandboxed } from './security/switches.ts';
import { causeOf } from './core/cause-of.ts';

// Asked before hardening, which takes the switch away without bringing the sandbox back.
const hasVariable = (name: string): boolean => processEnvironment()[name] !== undefined;
const sandboxed = isSandboxed({ hasSwitch: (name) => app.commandLine.hasSwitch(name), hasVariable });
const mayStart = harden({
  app,
  protocol,
  hasVariable,
  complain: (refused) => {
    complain(`not started: ${refused.join(', ')} would weaken it`);
  },
});
if (mayStart) {
  run({ sandboxed }).catch((error: unknown) => {
    complain(`could not start (${causeOf(error)})`);
    app.exit(1);
  });
}
