/** All that a report is made of, from the server, with the pictures that the jobs have stored. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Client } from '@yoto/client';
import { comparableCurves } from '@yoto/frontier';
import type { ReportInput } from '@yoto/report';
import type { ComparisonOptions } from '../commands/comparison-options.ts';
import { REPOSITORY } from '../local-stack/places.ts';
import { collectPictures } from './collect-pictures.ts';

export async function collectReport(
  client: Client,
  id: string,
  { version, published, query }: { version: string; published: boolean; query: ComparisonOptions },
): Promise<ReportInput> {
  const request = { params: { id } };
  const [sweep, comparison, provenance] = await Promise.all([
    client.getSweep(request),
    client.getSweepComparison({ ...request, query }),
    client.getSweepProvenance(request),
  ]);
  const task = await client.getTask({ params: { id: sweep.taskId } });
  return {
    sweep,
    task,
    comparison,
    provenance,
    published: published
      ? comparableCurves(task.publishedCurves, comparison.axes, sweep.spec.dataset.id)
      : [],
    ...(await collectPictures(client, id, {
      slice: comparison.slice.value,
      defaultLambda: task.defaultLambda,
    })),
    tool: { version, commit: await toolCommit() },
    generatedAt: new Date(),
  };
}

const run = promisify(execFile);

/** The commit that this program is of, `-dirty` where its files were changed since; null without git. */
async function toolCommit(): Promise<string | null> {
  try {
    const args = ['-C', REPOSITORY, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
    return (await run('git', args)).stdout.trim() || null;
  } catch {
    return null;
  }
}
