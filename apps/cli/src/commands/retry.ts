import type { Client } from '@yoto/client';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { jobName } from '../sweep/snapshot.ts';
import { withExamples } from './examples.ts';
import { addTargetCommand, type TargetOptions } from './target-command.ts';

interface RetryOptions extends TargetOptions {
  cancelled: boolean;
}

export function addRetry(program: Command, config: CliConfig): void {
  const command = addTargetCommand<RetryOptions>(program, config, {
    name: 'retry',
    description:
      'queue the failed jobs of a sweep, or one job, again; they go on from their checkpoints, all others stay',
    job: (client, id) => client.retryJob({ params: { id } }),
    sweep: retrySweep,
  });
  command.option('--cancelled', 'also the cancelled jobs of the sweep', false);
  withExamples(command, [
    ['yoto retry vae-grid', 'exactly the jobs that failed'],
    ['yoto retry vae-grid --cancelled', 'those that were cancelled as well'],
    ['yoto retry 7d3f8a21', 'one failed or cancelled job'],
  ]);
}

async function retrySweep(client: Client, id: string, { cancelled, json }: RetryOptions): Promise<void> {
  const request = { params: { id } };
  const before = new Map((await client.listSweepJobs(request)).items.map((job) => [job.id, job]));
  const sweep = await client.retrySweep({ ...request, body: { cancelled } });
  if (json) return console.log(JSON.stringify(sweep, undefined, 2));
  const { items } = await client.listSweepJobs(request);
  // A quick one may have failed again by now: then its attempt tells.
  const retried = items.filter(({ id: jobId, state, attempt }) => {
    const was = before.get(jobId);
    const wasOver = was?.state === 'failed' || was?.state === 'cancelled';
    return wasOver && (state !== was.state || attempt !== was.attempt);
  });
  for (const job of retried) console.log(`${jobName(job, items)}: ${job.state}`);
  if (retried.length > 0) return;
  const left = sweep.jobCounts.cancelled;
  console.log(`No job of this sweep has failed${left > 0 ? ` (${left} cancelled: add --cancelled)` : ''}`);
}
