import { useQuery } from '@tanstack/react-query';
import { type DataUse, dataWarnings } from '@yoto/core';
import { sweepDataQuery } from '../../api/job-queries.ts';
import { FrozenNote } from '../../components/frozen-note.tsx';
import { Section } from '../../components/page.tsx';
import { sentence } from '../../format/footnotes.ts';
import { formatPlural } from '../../format/numbers.ts';

const useData = (sweepId: string): DataUse[] => useQuery(sweepDataQuery(sweepId)).data?.items ?? [];

/** Above everything that shows jobs together: in what they differ besides what was asked for. */
export function DataWarnings({ sweepId }: { sweepId: string }) {
  return dataWarnings(useData(sweepId)).map((text) => (
    <p className="error-text" role="note" key={text}>
      {sentence(text)}
    </p>
  ));
}

/** What data and frozen weights the jobs have worked with: whether their numbers can be compared, and repeated. */
export function DataSection({ sweepId }: { sweepId: string }) {
  const data = useData(sweepId);
  if (data.length === 0) return null;
  return (
    <Section title="Data" hint="As the workers found it">
      {data.map((use) => (
        <DataFacts key={JSON.stringify(use)} use={use} isOneOfSeveral={data.length > 1} />
      ))}
    </Section>
  );
}

function DataFacts({ use, isOneOfSeveral }: { use: DataUse; isOneOfSeveral: boolean }) {
  const { description, fingerprint, frozen, jobs } = use;
  return (
    <>
      <p>
        {isOneOfSeveral && `${formatPlural(jobs, 'job')}: `}
        {description}
      </p>
      {fingerprint && (
        <p className="hint">
          SHA-256 <code>{fingerprint.sha256}</code> over {fingerprint.covers}
        </p>
      )}
      <FrozenNote frozen={frozen} />
    </>
  );
}
