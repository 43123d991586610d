import { useQuery } from '@tanstack/react-query';
import type { DataUse } from '@yoto/core';
import { sweepProvenanceQuery } from '../../api/queries.ts';
import { Section } from '../../components/page.tsx';
import { formatPlural } from '../../format/numbers.ts';

/** What data the jobs have worked with: whether their numbers can be compared, and repeated. */
export function DataSection({ sweepId }: { sweepId: string }) {
  const data = useQuery(sweepProvenanceQuery(sweepId)).data?.data ?? [];
  if (data.length === 0) return null;
  return (
    <Section title="Data" hint="As the workers found it">
      {data.length > 1 && (
        <p className="error-text">
          The jobs did not all see the same data: their results cannot be compared.
        </p>
      )}
      {data.map((use) => (
        <DataFacts
          key={use.fingerprint?.sha256 ?? use.description}
          use={use}
          isOneOfSeveral={data.length > 1}
        />
      ))}
    </Section>
  );
}

function DataFacts({ use, isOneOfSeveral }: { use: DataUse; isOneOfSeveral: boolean }) {
  const { description, fingerprint, jobs } = use;
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
    </>
  );
}
