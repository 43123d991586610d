/** What data the jobs have worked with: whether their numbers can be compared, and repeated. */
import type { DataUse } from '@yoto/core';
import type { ReportInput } from '../report-input.ts';

type Provenance = Pick<ReportInput['provenance'], 'data'>;

/** One line for each state of the data that the jobs have met. */
export function dataFacts({ data }: Provenance): [name: string, value: string][] {
  if (data.length === 0) return [['data', 'no job has reported yet what it works with']];
  return data.flatMap(({ description, fingerprint, ...use }) => {
    const whose = data.length === 1 ? '' : ` (${usedBy(use)})`;
    const hash = fingerprint
      ? `${fingerprint.sha256} over ${fingerprint.covers}`
      : 'none: the task gives none, so the data is known by its description only';
    return [
      [`data${whose}`, description],
      [`data SHA-256${whose}`, hash],
    ];
  });
}

/** Differences between jobs may be differences between their data. */
export function dataWarnings({ data }: Provenance): string[] {
  if (data.length < 2) return [];
  const states = data.map(
    ({ description, fingerprint, ...use }) =>
      `${usedBy(use)}: ${fingerprint?.sha256.slice(0, 12) ?? 'no checksum'}, ${description}`,
  );
  return [`The jobs did not all see the same data (${states.join('; ')}): their results cannot be compared`];
}

const usedBy = ({ jobs }: Pick<DataUse, 'jobs'>): string => `${jobs} ${jobs === 1 ? 'job' : 'jobs'}`;
