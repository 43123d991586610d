/** Runs the API from its environment until a signal, or until the launcher that started it is gone. */
import { toAppError } from '@yoto/core';
import { keepFilesPrivate, stopOnSignal } from '@yoto/host';
import { pino } from 'pino';
import { loadConfig } from './config.ts';
import { startApi } from './start-api.ts';

/** Longer than requests are waited for. */
const CLOSE_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const config = loadConfig();
  keepFilesPrivate();
  const log = pino({ level: config.logLevel, base: { app: 'api' } });
  const api = await startApi(config, log);
  stopOnSignal({ stop: () => api.close(), withinMs: CLOSE_WITHIN_MS, log });
  // Launchers wait for this line, or for the message: it is written at every LOG_LEVEL.
  pino({ base: { app: 'api' } }).info({ event: 'ready', url: api.url }, 'API ready');
  if (process.connected) process.send?.({ type: 'ready', url: api.url });
}

main().catch((thrown: unknown) => {
  const error = toAppError(thrown);
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = error.code === 'config_invalid' ? 2 : 1;
  const leave = () => process.exit();
  if (process.connected) process.send?.({ type: 'failed', code: error.code, message: error.message }, leave);
  else leave();
});
