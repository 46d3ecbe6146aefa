import { app, protocol } from 'electron';
import { complain, processEnvironment } from './adapters/process.ts';
import { run } from './app/run.ts';
import { harden } from './security/harden.ts';

const mayStart = harden({
  app,
  protocol,
  hasVariable: (name) => processEnvironment()[name] !== undefined,
  complain: (refused) => {
    complain(`not started: ${refused.join(', ')} would weaken it`);
  },
});
if (mayStart) {
  void run();
}
