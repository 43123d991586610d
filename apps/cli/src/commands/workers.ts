import type { Client } from '@yoto/client';
import { formatPlural, formatSeconds, type WorkerDetail } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { formatTable } from '../output/table.ts';
import { matchWorker } from '../worker/match-worker.ts';
import { withExamples } from './examples.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

type WorkersOptions = ServerOptions & { json: boolean };

export function addWorkers(program: Command, config: CliConfig): void {
  const workers = program
    .command('workers')
    .description('list the workers of the last day, and say which of them get jobs');
  workers
    .command('list', { isDefault: true })
    .description('name, state, engine, jobs, last sign of life, and why a worker is in quarantine')
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async ({ json, ...server }: WorkersOptions) => {
      const { items } = await clientOf(server).listWorkers();
      if (json) return console.log(JSON.stringify(items, undefined, 2));
      if (items.length === 0)
        return console.log('No worker was seen in the last day: start one with yoto worker');
      console.log(workerTable(items, Date.now()));
    });
  addChange(workers, config, {
    name: 'release',
    description: 'let a quarantined worker take jobs again',
    meant: ['quarantined'],
    change: (client, params) => client.releaseWorker({ params }),
  });
  addChange<WorkersOptions & { handOver: boolean }>(workers, config, {
    name: 'drain',
    description:
      'give a worker no more jobs, before its machine is needed for something else; those it runs end first',
    meant: ['idle', 'busy', 'quarantined', 'draining', 'drained'],
    change: (client, params, { handOver }) => client.drainWorker({ params, body: { handOver } }),
  }).option('--hand-over', 'its running jobs save a checkpoint, and other workers go on from there', false);
  addChange(workers, config, {
    name: 'undrain',
    description: 'give a drained worker jobs again',
    meant: ['draining', 'drained'],
    change: (client, params) => client.undrainWorker({ params }),
  });
  withExamples(workers, [
    ['yoto workers', 'who trains, and who does not'],
    ['yoto workers release gpu-1', 'after its disk has been emptied, say'],
    ['yoto workers drain gpu-1 --hand-over', 'its jobs go on elsewhere, from a checkpoint'],
    ['yoto workers undrain gpu-1', 'it gets jobs again'],
  ]);
}

interface WorkerChange<Options extends WorkersOptions> {
  name: string;
  description: string;
  /** Which worker a name means that several have had. */
  meant: readonly WorkerDetail['status'][];
  change: (client: Client, params: { id: string }, options: Options) => Promise<WorkerDetail>;
}

/** A command that changes one worker, and prints the state it is in then. */
function addChange<Options extends WorkersOptions>(
  workers: Command,
  config: CliConfig,
  { name, description, meant, change }: WorkerChange<Options>,
): Command {
  return workers
    .command(name)
    .description(description)
    .argument('<worker>', 'its name, its id, or the beginning of one')
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (reference: string, options: Options) => {
      const client = clientOf(options);
      const { id } = matchWorker((await client.listWorkers()).items, reference, meant);
      const worker = await change(client, { id }, options);
      console.log(options.json ? JSON.stringify(worker, undefined, 2) : stateLine(worker));
    });
}

function stateLine({ name, status, runningJobs }: WorkerDetail): string {
  const left = status === 'draining' ? ` (${formatPlural(runningJobs.length, 'job')} left)` : '';
  return `${name}: ${status}${left}`;
}

/** `now`: milliseconds since 1970. */
export function workerTable(workers: readonly WorkerDetail[], now: number): string {
  const rows = workers.map((worker) => [
    worker.name,
    worker.status,
    worker.engine,
    worker.device,
    tasksText(worker),
    `${worker.runningJobIds.length} of ${worker.concurrency}`,
    `${formatSeconds(Math.round(Math.max(0, now - Date.parse(worker.heartbeatAt)) / 1000))} ago`,
    worker.id,
    worker.quarantineReason ?? '',
  ]);
  const titles = [
    'worker',
    'state',
    'engine',
    'device',
    'tasks and labels',
    'jobs',
    'last seen',
    'id',
    'quarantined because',
  ];
  const reasons = workers.some((worker) => worker.quarantineReason !== null);
  return formatTable(
    titles.slice(0, reasons ? titles.length : -1).map((title) => ({ title })),
    rows,
  );
}

/** e.g. `toy, vae 2; site=north`: versions other than 1 are named. */
function tasksText({ tasks, labels }: WorkerDetail): string {
  const known = tasks?.map(({ id, version }) => (version === 1 ? id : `${id} ${version}`)).join(', ');
  const own = Object.entries(labels).map((pair) => pair.join('='));
  return [known ?? 'not announced', ...(own.length > 0 ? [own.join(', ')] : [])].join('; ');
}
