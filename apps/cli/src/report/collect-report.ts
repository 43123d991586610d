/** All that a report is made of, from the server, with the pictures that the jobs have stored. */
import type { Client } from '@yoto/client';
import type { ReportInput } from '@yoto/report';
import { collectPictures } from './collect-pictures.ts';
import { toolCommit } from './tool-commit.ts';

export async function collectReport(client: Client, id: string, version: string): Promise<ReportInput> {
  const request = { params: { id } };
  const [sweep, analysis, provenance] = await Promise.all([
    client.getSweep(request),
    client.getSweepAnalysis(request),
    client.getSweepProvenance(request),
  ]);
  const task = await client.getTask({ params: { id: sweep.taskId } });
  return {
    sweep,
    task,
    analysis,
    provenance,
    ...(await collectPictures(client, id, provenance)),
    tool: { version, commit: await toolCommit() },
    generatedAt: new Date(),
  };
}
