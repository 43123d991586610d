import { once } from 'node:events';
import path from 'node:path';
import { createClient } from '@yoto/client';
import { formatSeconds, type SweepSpecInput } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { LocalStack } from '../local-stack/local-stack.ts';
import { DEMO_SPEC } from '../local-stack/places.ts';
import { withStack } from '../local-stack/with-stack.ts';
import { comparisonText } from '../output/comparison-report.ts';
import { readSpec } from '../sweep/read-spec.ts';
import { allCompleted } from '../sweep/snapshot.ts';
import { watchSweep } from '../sweep/watch-sweep.ts';
import { pageUrl } from './server-option.ts';
import { addStackOptions, type StackOptions, threadsPerWorker } from './stack-options.ts';

export function addDemo(program: Command, config: CliConfig): void {
  const command = program
    .command('demo')
    .description(
      'start everything, train a small comparison of YOTO with a fixed-weight grid, and show its frontier',
    )
    .option('--exit', 'stop at the end instead of serving the dashboard until Ctrl-C', false)
    .option('--spec <file>', 'the sweep to train', DEMO_SPEC);
  addStackOptions(command, config).action((options: DemoOptions) => demo(options, config));
}

type DemoOptions = StackOptions & { exit: boolean; spec: string };

/** Always on an embedded database and files of its own, which begin empty: a demonstration never touches anyone's data. */
async function demo(options: DemoOptions, config: CliConfig): Promise<void> {
  const spec = await readSpec(options.spec);
  const notify = (line: string) => console.log(line);
  const stack = new LocalStack({
    stateDir: path.join(config.stateDir, 'demo'),
    dataDir: options.data,
    artifacts: undefined,
    databaseUrl: undefined,
    redisUrl: undefined,
    databasePort: options.databasePort,
    host: options.host,
    publicUrl: options.publicUrl,
    allowedHosts: options.allowedHosts,
    port: options.port,
    workers: options.workers,
    threadsPerWorker: options.threads ?? threadsPerWorker(options.workers),
    engine: options.engine,
    fresh: true,
    environment: config.environment,
    notify,
  });
  let done = false;
  const interrupted = await withStack(stack, notify, async (url, signal) => {
    done = await trainAndReport(url, spec, signal);
    if (!done || options.exit || signal.aborted) return;
    notify('\nThe dashboard stays up until Ctrl-C.');
    await once(signal, 'abort');
  });
  if (!done) process.exitCode = interrupted ? 130 : 1;
}

/** Returns whether every job completed. */
async function trainAndReport(url: string, spec: unknown, signal: AbortSignal): Promise<boolean> {
  const client = createClient({ baseUrl: url });
  const sweep = await client.createSweep({ body: { spec: spec as SweepSpecInput } });
  const page = pageUrl(url, sweep.url);
  console.log(`\nTraining "${sweep.name}". Watch it at ${page}\n`);
  const startedAt = Date.now();
  const last = await watchSweep(client, sweep.id, { json: false, signal });
  if (signal.aborted || !last) return false;
  const comparison = await client.getSweepComparison({
    params: { id: sweep.id },
    query: { intervals: 'no' },
  });
  console.log(`\n${comparisonText(comparison)}\n`);
  console.log(`Trained in ${formatSeconds((Date.now() - startedAt) / 1000)}. The curves: ${page}`);
  return allCompleted(last);
}
