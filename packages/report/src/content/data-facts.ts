/** What data and frozen weights the jobs have worked with: whether their numbers can be compared, and repeated. */
import type { DataUse } from '@yoto/core';
import type { ReportInput } from '../report-input.ts';

type Provenance = Pick<ReportInput['provenance'], 'data'>;

/** One line for each state of the data that the jobs have met. */
export function dataFacts({ data }: Provenance): [name: string, value: string][] {
  if (data.length === 0) return [['data', 'no job has reported yet what it works with']];
  return data.flatMap(({ description, fingerprint, frozen, ...use }) => {
    const whose = data.length === 1 ? '' : ` (${usedBy(use)})`;
    const hash = fingerprint
      ? `${fingerprint.sha256} over ${fingerprint.covers}`
      : 'none: the task gives none, so the data is known by its description only';
    return [
      [`data${whose}`, description],
      [`data SHA-256${whose}`, hash],
      ...frozen.map(({ name, title, sha256 }): [string, string] => [
        `frozen weights${whose}`,
        `${title} (${name}), SHA-256 ${sha256}`,
      ]),
    ];
  });
}

const usedBy = ({ jobs }: Pick<DataUse, 'jobs'>): string => `${jobs} ${jobs === 1 ? 'job' : 'jobs'}`;
