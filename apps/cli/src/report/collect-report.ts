/** All that a report is made of, from the server, with the pictures that the jobs have stored. */
import type { Client } from '@yoto/client';
import type { ReportInput } from '@yoto/report';
import type { ComparisonOptions } from '../commands/comparison-options.ts';
import { collectPictures } from './collect-pictures.ts';
import { toolCommit } from './tool-commit.ts';

export async function collectReport(
  client: Client,
  id: string,
  version: string,
  query: ComparisonOptions = {},
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
    ...(await collectPictures(client, id, provenance)),
    tool: { version, commit: await toolCommit() },
    generatedAt: new Date(),
  };
}
