/** What a report says, in order. */
import { formatCount, formatPlural } from '@yoto/core';
import type { Block } from '../block.ts';
import type { ReportInput } from '../report-input.ts';
import { groupsTable } from '../tables/groups-table.ts';
import { machinesTable } from '../tables/machines-table.ts';
import { pictureBlocks } from './picture-blocks.ts';
import { repeatBlocks } from './repeat-blocks.ts';
import { resultBlocks } from './result-blocks.ts';

export interface ReportContent {
  title: string;
  subtitle: string;
  blocks: Block[];
}

export function reportContent(input: ReportInput): ReportContent {
  const { sweep, comparison, provenance, generatedAt } = input;
  return {
    title: sweep.name,
    subtitle: `${input.task.title} on ${datasetTitle(input)} · report of ${utc(generatedAt.toISOString())}`,
    blocks: [
      ...(sweep.spec.description === undefined ? [] : [text(sweep.spec.description)]),
      ...warningsOf(input),
      ...resultBlocks(comparison, input.published, input.task.defaultLambda),
      ...pictureBlocks(input),
      { kind: 'heading', text: 'What was done' },
      text(sizeInWords(input)),
      { kind: 'table', table: groupsTable(sweep.spec) },
      { kind: 'table', table: machinesTable(provenance) },
      { kind: 'heading', text: 'How the numbers were made' },
      { kind: 'list', items: comparison.methods },
      ...repeatBlocks(input),
    ],
  };
}

const text = (written: string): Block => ({ kind: 'text', text: written });

function warningsOf({ comparison }: ReportInput): Block[] {
  const ofSeries = comparison.series.flatMap(({ name, warnings }) =>
    warnings.map((one) => `${name}: ${one}`),
  );
  const ofCosts = comparison.breakEven.flatMap(({ series, warnings }) =>
    warnings.map((one) => `Cost of ${series}: ${one}`),
  );
  const items = [...comparison.warnings, ...ofSeries, ...ofCosts];
  return items.length === 0 ? [] : [{ kind: 'warnings', items }];
}

function sizeInWords({ sweep }: ReportInput): string {
  const jobs = Object.values(sweep.jobCounts).reduce((sum, count) => sum + count, 0);
  const states = Object.entries(sweep.jobCounts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  const steps = `${formatCount(sweep.doneSteps)} of ${formatCount(sweep.totalSteps)} steps`;
  return `${formatPlural(jobs, 'job')} (${states.join(', ')}), ${steps}, submitted ${utc(sweep.createdAt)}.`;
}

function datasetTitle({ sweep, task }: ReportInput): string {
  const { id } = sweep.spec.dataset;
  return task.datasets.find((dataset) => dataset.id === id)?.title ?? id;
}

/** To the minute. */
const utc = (date: string): string => `${date.slice(0, 16).replace('T', ' ')} UTC`;
