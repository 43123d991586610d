/** All that a job has stored: checkpoints to go on from, and files to look at. */
import { API_PREFIX, ARTIFACTS_ZIP_PATH, type JobDetail } from '@yoto/core';
import { serverUrl } from '../../api/base-path.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Section } from '../../components/page.tsx';
import { formatBytes, formatPlural } from '../../format/numbers.ts';
import { ArtifactsTable } from './artifacts-table.tsx';
import { CheckpointsTable } from './checkpoints-table.tsx';

export function JobFiles({ job: { id, checkpoints, artifacts } }: { job: JobDetail }) {
  const command = `npx yoto artifacts ${id} --download ${id.slice(0, 8)}`;
  return (
    <>
      <Section
        title="Checkpoints"
        className="card-flush"
        hint="The newest few and the best. Score: the mean loss over the evaluation lambdas; lower is better"
      >
        <CheckpointsTable jobId={id} checkpoints={checkpoints} />
      </Section>
      <Section
        title="Artifacts"
        className="card-flush"
        hint={`${formatPlural(artifacts.length, 'file')}, ${formatBytes(totalBytes(artifacts))} in all`}
        actions={
          artifacts.length > 0 && (
            <>
              <a className="button" href={serverUrl(zipPath(id))} download>
                Download all (ZIP)
              </a>
              <CopyButton text={command} label="Copy the command that downloads all" />
            </>
          )
        }
      >
        <ArtifactsTable artifacts={artifacts} />
      </Section>
    </>
  );
}

const zipPath = (jobId: string): string => API_PREFIX + ARTIFACTS_ZIP_PATH.replace(':id', jobId);

const totalBytes = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);
