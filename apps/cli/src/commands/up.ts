import { once } from 'node:events';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { LocalStack } from '../local-stack/local-stack.ts';
import { withStack } from '../local-stack/with-stack.ts';
import { addStackOptions, type StackOptions, stateOption, threadsPerWorker } from './stack-options.ts';

export function addUp(program: Command, config: CliConfig): void {
  const command = program
    .command('up')
    .description('run everything on this machine: database, API, dashboard and workers, until Ctrl-C')
    .addOption(stateOption(config));
  addStackOptions(command, config).action(async (options: StackOptions & { state: string }) => {
    const notify = (line: string) => console.log(line);
    const stack = new LocalStack({
      stateDir: options.state,
      dataDir: options.data,
      artifacts: config.artifacts,
      databaseUrl: config.databaseUrl,
      redisUrl: config.redisUrl,
      databasePort: options.databasePort,
      host: options.host,
      publicUrl: options.publicUrl,
      allowedHosts: options.allowedHosts,
      port: options.port,
      workers: options.workers,
      threadsPerWorker: options.threads ?? threadsPerWorker(options.workers),
      engine: options.engine,
      fresh: false,
      environment: config.environment,
      notify,
    });
    await withStack(stack, notify, async (url, signal) => {
      notify(
        `\nDashboard:  ${options.publicUrl ?? url}\nLogs:       ${stack.logsDir}\nSubmit:     npx yoto submit FILE --server ${url}`,
      );
      notify('Ctrl-C stops everything; jobs go on from their checkpoints at the next start.\n');
      if (!signal.aborted) await once(signal, 'abort');
    });
  });
}
