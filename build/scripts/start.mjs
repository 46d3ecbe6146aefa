/** `npm start`: set-up, build, and the app from source until it ends. Arguments are handed to the app. */
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { appArguments, hasDisplay } from './lib/app.mjs';
import { run } from './lib/run.mjs';
import { runMain, SetupError } from './lib/terminal.mjs';

await runMain(async () => {
  const { electron } = await bootstrap();
  await build();
  if (!hasDisplay()) throw new SetupError('There is no display to start on; `npm run demo` brings its own.');
  return await run(electron, [...appArguments(), ...process.argv.slice(2)]);
});
