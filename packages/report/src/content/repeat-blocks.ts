/** What another person needs to get the same numbers. */
import { engineLabel, seedsLabel } from '@yoto/core';
import type { Block } from '../block.ts';
import type { ReportInput } from '../report-input.ts';
import { dataFacts } from './data-facts.ts';

/** What the spec is called where it is offered as a file. */
const SPEC_FILE = 'sweep.json';

export function repeatBlocks({ sweep, provenance, tool }: ReportInput): Block[] {
  const { task, dataset, groups } = sweep.spec;
  const drawn = groups.flatMap((group) => (group.kind === 'codec' ? [] : group.seeds));
  const seeds = [...new Set(drawn)].sort((a, b) => a - b);
  const facts: (readonly [string, string])[] = [
    ['sweep', sweep.id],
    ['task', `${task.id} ${JSON.stringify(task.params)}`],
    ['data set', `${dataset.id} ${JSON.stringify(dataset.params)}`],
    ...dataFacts(provenance),
    ['seeds', seedsLabel(seeds)],
    ['engine', enginesText(provenance)],
    ['tool', `yoto ${tool.version}, commit ${tool.commit ?? 'unknown'}`],
    ['server', `version ${provenance.serverVersion}`],
  ];
  return [
    { kind: 'heading', text: 'To repeat it' },
    { kind: 'facts', facts },
    {
      kind: 'text',
      text: `Save the resolved spec below as ${SPEC_FILE} and submit it. Equal seeds on the same engine and device give equal numbers; other engines round differently.`,
    },
    { kind: 'command', text: `yoto submit ${SPEC_FILE} --watch` },
    {
      kind: 'file',
      name: SPEC_FILE,
      mediaType: 'application/json',
      text: JSON.stringify(sweep.spec, undefined, 2),
    },
    ...artifactBlocks(provenance),
  ];
}

/** Each engine and version once, the longest used first. */
function enginesText({ machines }: ReportInput['provenance']): string {
  const labels = machines.map(({ engine, engineVersion }) => engineLabel(engine, engineVersion));
  return [...new Set(labels)].join('; ') || 'no job has been started';
}

const MOST_FILES = 100;

/** Stored files by their hash. */
function artifactBlocks({ artifacts, moreArtifacts }: ReportInput['provenance']): Block[] {
  if (artifacts.length === 0) return [];
  const shown = artifacts.slice(0, MOST_FILES);
  const isMore = moreArtifacts || artifacts.length > shown.length;
  const columns = ['job', 'file', 'SHA-256'].map((title) => ({ title }));
  return [
    {
      kind: 'table',
      table: {
        title: 'Stored files',
        columns,
        rows: shown.map(({ jobId, name, sha256 }) => [jobId.slice(0, 18), name, sha256]),
        notes: isMore ? [`The first ${shown.length}.`] : [],
      },
    },
  ];
}
