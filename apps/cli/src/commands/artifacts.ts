import path from 'node:path';
import { type ArtifactDetail, formatBytes } from '@yoto/core';
import type { Command } from 'commander';
import { saveArtifacts } from '../artifact/save-artifacts.ts';
import type { CliConfig } from '../config.ts';
import { formatTable } from '../output/table.ts';
import { findJob } from '../sweep/find-target.ts';
import { withExamples } from './examples.ts';
import { clientOf, pageUrl, type ServerOptions, serverOption } from './server-option.ts';

/** Models may be large and networks slow. */
const PATIENCE_MS = 3_600_000;

interface ArtifactsOptions extends ServerOptions {
  download?: string;
  json: boolean;
}

export function addArtifacts(program: Command, config: CliConfig): void {
  const command = program
    .command('artifacts')
    .description('list the files that a job has stored, such as pictures and models, or download them')
    .argument('<job>', 'its id, or the beginning of one')
    .option('--download <dir>', 'save all of them below this folder')
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (reference: string, options: ArtifactsOptions) => {
      const client = clientOf(options, PATIENCE_MS);
      const job = await client.getJob({ params: { id: await findJob(client, reference) } });
      const { download, json } = options;
      const files =
        download === undefined ? [] : await saveArtifacts(client, job.id, job.artifacts, download);
      if (json) {
        const listed = job.artifacts.map((artifact, index) => ({
          ...artifact,
          url: pageUrl(options.server, artifact.url),
          ...(files[index] === undefined ? {} : { file: files[index] }),
        }));
        console.log(JSON.stringify(listed, undefined, 2));
      } else if (job.artifacts.length === 0) console.log('This job has stored no files yet');
      else if (download === undefined) console.log(artifactTable(job.artifacts));
      else for (const file of files) console.log(path.relative(process.cwd(), file) || file);
    });
  withExamples(command, [
    ['yoto artifacts 7d3f8a21', 'what the job has stored'],
    ['yoto artifacts 7d3f8a21 --download out', 'all of it, as files below out/'],
  ]);
}

function artifactTable(artifacts: readonly ArtifactDetail[]): string {
  const rows = artifacts.map(({ name, mediaType, bytes, attempt, createdAt }) => [
    name,
    mediaType,
    formatBytes(bytes),
    String(attempt),
    createdAt.slice(0, 16).replace('T', ' '),
  ]);
  const titles = ['file', 'type', 'size', 'attempt', 'stored (UTC)'];
  return formatTable(
    titles.map((title) => ({ title, align: title === 'size' || title === 'attempt' ? 'right' : 'left' })),
    rows,
  );
}
