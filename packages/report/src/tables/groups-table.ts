/** What was trained, group by group, from the resolved spec. */
import type { LambdaDistribution, ResolvedGroup, SweepSpec } from '@yoto/core';
import { formatMeasured } from '../numbers.ts';
import { columnsOf, type ReportTable } from '../report-table.ts';

export function groupsTable({ groups }: SweepSpec): ReportTable {
  return {
    title: 'Groups',
    columns: columnsOf(
      ['group', 'kind', 'lambda', 'conditioning', 'seeds'],
      ['width', 'steps', 'batch', 'learning rate', 'evaluation examples'],
    ),
    rows: groups.map((group) => [
      group.name,
      group.kind,
      lambdaText(group),
      conditioningText(group),
      group.seeds.join(', '),
      formatMeasured(group.widthMultiplier),
      group.steps.toLocaleString('en-US'),
      String(group.batchSize),
      formatMeasured(group.learningRate),
      group.evaluation.examples.toLocaleString('en-US'),
    ]),
    notes: [],
  };
}

function lambdaText(group: ResolvedGroup): string {
  if (group.kind === 'fixed') {
    return `${group.lambdas.length} fixed${group.interpolation ? ', and mixtures of the extremes' : ''}`;
  }
  return Object.entries(group.distribution)
    .map(([term, distribution]) => `${term} ${distributionText(distribution)}`)
    .join('; ');
}

function distributionText(distribution: LambdaDistribution): string {
  if (distribution.kind === 'fixed') return formatMeasured(distribution.value);
  const ends = [distribution.min, distribution.max].map((end) => formatMeasured(end));
  return `${distribution.kind} ${ends.join(' to ')}`;
}

const conditioningText = ({ conditioning: { kind, preprocess } }: ResolvedGroup): string =>
  kind === 'none' ? 'none' : `${kind}, ${preprocess}`;
