/** What was done, group by group, from the resolved spec: a line for every series but the single model's. */
import {
  formatCount,
  formatNumber,
  type LambdaDistribution,
  type ResolvedGroup,
  type SweepSpec,
  seedsLabel,
  seriesName,
} from '@yoto/core';
import { columnsOf, type ReportTable } from '../report-table.ts';

export function groupsTable({ groups }: SweepSpec): ReportTable {
  return {
    title: 'Groups',
    columns: columnsOf(
      ['group', 'kind', 'lambda', 'conditioning', 'seeds'],
      ['width', 'steps', 'batch', 'learning rate', 'evaluation examples'],
    ),
    rows: groups.flatMap((group) => [
      group.kind === 'codec' ? codecRow(group) : trainedRow(group),
      ...(group.kind === 'fixed' && group.interpolation ? [interpolationRow(group)] : []),
    ]),
    notes: [],
  };
}

type TrainedGroup = Exclude<ResolvedGroup, { kind: 'codec' }>;

const trainedRow = (group: TrainedGroup): string[] => [
  group.name,
  group.kind,
  lambdaText(group),
  conditioningText(group),
  seedsLabel(group.seeds),
  formatNumber(group.widthMultiplier),
  formatCount(group.steps),
  String(group.batchSize),
  formatNumber(group.learningRate),
  examplesText(group),
];

/** What is not trained has none of the settings of training. */
const interpolationRow = (group: Extract<ResolvedGroup, { kind: 'fixed' }>): string[] => {
  const lambdas = `mixtures of the extreme models at ${group.lambdas.length}`;
  const seeds = seedsLabel(group.seeds);
  const name = seriesName(group.name, 'interpolation');
  return [name, 'interpolation', lambdas, '–', seeds, '–', '–', '–', '–', examplesText(group)];
};

const codecRow = (group: Extract<ResolvedGroup, { kind: 'codec' }>): string[] => {
  const settings = `${group.codec} at ${group.settings.join(', ')}`;
  return [group.name, 'codec', settings, '–', '–', '–', '–', '–', '–', examplesText(group)];
};

const examplesText = ({ evaluation }: ResolvedGroup): string => formatCount(evaluation.examples);

function lambdaText(group: TrainedGroup): string {
  if (group.kind === 'fixed') return `${group.lambdas.length} fixed`;
  return Object.entries(group.distribution)
    .map(([term, distribution]) => `${term} ${distributionText(distribution)}`)
    .join('; ');
}

function distributionText(distribution: LambdaDistribution): string {
  if (distribution.kind === 'fixed') return formatNumber(distribution.value);
  const ends = [distribution.min, distribution.max].map((end) => formatNumber(end));
  return `${distribution.kind} ${ends.join(' to ')}`;
}

const conditioningText = ({ conditioning: { kind, preprocess } }: TrainedGroup): string =>
  kind === 'none' ? 'none' : `${kind}, ${preprocess}`;
