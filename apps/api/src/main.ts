/** Runs the API from its environment until a signal, or until the launcher that started it is gone. */
import { failToStart, keepFilesPrivate, openLog, stopOnSignal } from '@yoto/host';
import { loadConfig } from './config.ts';
import { startApi } from './start-api.ts';

/** Longer than requests are waited for. */
const CLOSE_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const config = loadConfig();
  keepFilesPrivate();
  const log = openLog(config.logLevel, { app: 'api' });
  const api = await startApi(config, log);
  stopOnSignal({ stop: () => api.close(), withinMs: CLOSE_WITHIN_MS, log });
  // Launchers wait for this line, or for the message: it is written at every LOG_LEVEL.
  openLog('info', { app: 'api' }).info({ event: 'ready', url: api.url }, 'API ready');
  if (process.connected) process.send?.({ type: 'ready', url: api.url });
}

main().catch(failToStart);
