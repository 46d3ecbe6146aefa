import { app, protocol } from 'electron';
import { complain, processEnvironment } from './adapters/process.ts';
import { run } from './app/run.ts';
import { harden } from './security/harden.ts';
import { causeOf } from './core/cause-of.ts';

// Asked before hardening, which takes the switch away without bringing the sandbox back.
const sandboxed = !app.commandLine.hasSwitch('no-sandbox');
const mayStart = harden({
  app,
  protocol,
  hasVariable: (name) => processEnvironment()[name] !== undefined,
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
