/** Runs the API from its environment until a signal, or until the launcher that started it is gone. */
import { toAppError } from '@yoto/core';
import { type Logger, pino } from 'pino';
import { loadConfig } from './config.ts';
import { type RunningApi, startApi } from './start-api.ts';

/** Longer than requests are waited for. */
const CLOSE_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const launched = process.connected;
  const config = loadConfig();
  const log = pino({ level: config.logLevel, base: { app: 'api' } });
  const api = await startApi(config, log);
  const stop = stopOnSignal(api, log);
  if (launched && !process.connected) return stop('the launcher left during the start');
  // Launchers wait for this line, or for the message: it is written at every LOG_LEVEL.
  pino({ base: { app: 'api' } }).info({ event: 'ready', url: api.url }, 'API ready');
  if (launched) process.send?.({ type: 'ready', url: api.url });
}

/** The first signal ends in order, the second at once. */
function stopOnSignal(api: RunningApi, log: Logger): (reason: string) => void {
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
    api.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // No second signal: a launcher may ask for the end and leave.
  process.on('disconnect', () => {
    if (!stopping) stop('the launcher is gone');
  });
  return stop;
}

main().catch((thrown: unknown) => {
  const error = toAppError(thrown);
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = error.code === 'config_invalid' ? 2 : 1;
  const leave = () => process.exit();
  if (process.connected) process.send?.({ type: 'failed', code: error.code, message: error.message }, leave);
  else leave();
});
