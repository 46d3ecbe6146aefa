/** Prints the path of the Electron executable that runs this checkout, and nothing else, on standard output. */
import { bootstrap } from './bootstrap.mjs';
import { runMain } from './lib/terminal.mjs';

await runMain(async () => {
  const { electron } = await bootstrap();
  process.stdout.write(`${electron}\n`);
});
