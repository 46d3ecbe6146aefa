import { createRoot } from 'react-dom/client';
import { createTranslate } from '../shared/i18n/translate.ts';
import { App } from './app.tsx';
import { createAppStore } from './state/app-store.ts';
import { createCatalogStore } from './state/catalog-store.ts';
import { createPreferences } from './state/preferences.ts';
import { ServicesProvider, type Services } from './state/services.tsx';
import { createTicker } from './state/ticker.ts';
import { pageTimers } from './state/timers.ts';
import './styles/tokens.css';
import './styles/base.css';

const bridge = window.latchkey;
const appStore = createAppStore(bridge);
const services: Services = {
  bridge,
  t: createTranslate('en'),
  // The words are English; which English decides how a date is written.
  timeStyle: {
    locale: navigator.languages.find((language) => language.startsWith('en')) ?? 'en',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  },
  appStore,
  catalogStore: createCatalogStore(bridge, appStore, pageTimers),
  ticker: createTicker(pageTimers),
  timers: pageTimers,
  preferences: createPreferences(window.localStorage),
};
const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no root');
}
createRoot(root).render(
  <ServicesProvider value={services}>
    <App />
  </ServicesProvider>,
);
