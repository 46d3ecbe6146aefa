/** Stands in for the app that the client starts: a broker over fake intents that ends with `latchkey quit`. */
import { homedir } from 'node:os';
import { createBrokerIntents } from '../../fakes/broker-intents.ts';
import { brokerFor } from './broker-fixture.ts';

const intents = createBrokerIntents();
const broker = brokerFor(intents, homedir(), process.env['LATCHKEY_SOCKET'] ?? '');
intents.change({ app: { quit: () => void broker.stop().then(() => process.exit(0)) } });
const started = await broker.start();
if (!started.ok) {
  // As the second instance of the app does.
  process.exit(started.error.reason === 'in-use' ? 0 : 1);
}
