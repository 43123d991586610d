import type { ArtifactDetail } from '@yoto/core';
import { type ReactNode, useState } from 'react';
import { serverUrl } from '../../api/base-path.ts';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatBytes } from '../../format/numbers.ts';

/** The files of a job, to look at and to download. */
export function ArtifactsTable({ artifacts }: { artifacts: readonly ArtifactDetail[] }) {
  if (artifacts.length === 0) return <p className="hint pad">None yet.</p>;
  return <DataTable label="Artifacts" columns={COLUMNS} rows={artifacts} rowKey={({ name }) => name} />;
}

const COLUMNS: readonly Column<ArtifactDetail>[] = [
  {
    name: 'Name',
    heading: true,
    cell: (artifact) => (
      <span className="artifact">
        {/* A newer file of the same name gets its own chance to be shown. */}
        {artifact.mediaType.startsWith('image/') && <Thumbnail key={artifact.sha256} artifact={artifact} />}
        <span className="artifact-name">{breakable(artifact.name)}</span>
      </span>
    ),
  },
  { name: 'Type', cell: ({ mediaType }) => mediaType.split(';')[0] },
  { name: 'Size', numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
  { name: 'Attempt', numeric: true, cell: ({ attempt }) => attempt },
  {
    name: 'SHA-256',
    cell: ({ sha256 }) => (
      <code className="nowrap" title={sha256}>
        {sha256.slice(0, 8)}
      </code>
    ),
  },
  { name: 'Written', cell: ({ createdAt }) => <Age of={createdAt} /> },
  {
    name: 'File',
    cell: ({ name, url }) => (
      <a href={serverUrl(url)} download={name} aria-label={`Download ${name}`}>
        Download
      </a>
    ),
  },
];

/** A long name is broken after its slashes and equals signs, not within words. */
const breakable = (name: string): ReactNode[] =>
  name.split(/(?<=[/=])/).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={part} />, part]));

/** A small picture that opens the whole one; a file that is gone or torn says so. */
function Thumbnail({ artifact: { name, url } }: { artifact: ArtifactDetail }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <span className="thumbnail thumbnail-broken">not readable</span>;
  return (
    <a
      href={serverUrl(url)}
      target="_blank"
      rel="noreferrer"
      aria-label={`Open ${name}`}
      className="thumbnail"
    >
      <img src={serverUrl(url)} alt="" loading="lazy" onError={() => setBroken(true)} />
    </a>
  );
}
