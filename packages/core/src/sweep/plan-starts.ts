/** Which trained model each job starts from: the nearest one of another group, or the one before it in a chain. */
import type { TrainedJobSpec } from '../job/job-spec.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { nearestLambda } from '../lambda/lambda-distance.ts';
import { lambdaQuantile } from '../lambda/lambda-distribution.ts';
import type { ResolvedGroup } from './sweep-spec.ts';

type TrainedGroup = Exclude<ResolvedGroup, { kind: 'codec' }>;
type StartModel = NonNullable<TrainedJobSpec['startsFrom']>;

/** How many jobs a group makes, beside interpolations: seed by seed, and for each seed lambda by lambda. */
export function jobCount(group: ResolvedGroup): number {
  if (group.kind === 'codec') return 1;
  return group.seeds.length * modelsPerSeed(group);
}

const modelsPerSeed = (group: TrainedGroup): number => (group.kind === 'fixed' ? group.lambdas.length : 1);

/** Where the jobs of a group begin in the plan. */
export function firstIndex(groups: readonly ResolvedGroup[], group: ResolvedGroup): number {
  return groups.slice(0, groups.indexOf(group)).reduce((sum, before) => sum + jobCount(before), 0);
}

/** The steps of a group's model for the lambda of that index: a chain takes a share of them after its first. */
export function stepsOf(group: TrainedGroup, lambdaIndex: number): number {
  const isLater = group.kind === 'fixed' && group.chain !== undefined && lambdaIndex > 0;
  return isLater ? Math.max(1, Math.round(group.steps * (group.chain as number))) : group.steps;
}

/** Of the same seed as the job; undefined for a job that starts from random weights. `lambdaIndex` is 0 in YOTO groups. */
export function startOf(
  groups: readonly ResolvedGroup[],
  group: TrainedGroup,
  { seed, lambdaIndex }: { seed: number; lambdaIndex: number },
): StartModel | undefined {
  if (group.kind === 'fixed' && group.chain !== undefined)
    return lambdaIndex === 0 ? undefined : modelOf(groups, group, { seed, lambdaIndex: lambdaIndex - 1 });
  const source = groups.find(({ name }) => name === group.startsFrom);
  if (!source || source.kind === 'codec') return undefined;
  if (source.kind === 'yoto') return modelOf(groups, source, { seed, lambdaIndex: 0 });
  const target = group.kind === 'fixed' ? (group.lambdas[lambdaIndex] as Lambda) : middleOf(group);
  const nearest = nearestLambda(source.lambdas, target, (lambda) => lambda) as Lambda;
  return modelOf(groups, source, { seed, lambdaIndex: source.lambdas.indexOf(nearest) });
}

function modelOf(
  groups: readonly ResolvedGroup[],
  group: TrainedGroup,
  { seed, lambdaIndex }: { seed: number; lambdaIndex: number },
): StartModel {
  const index = firstIndex(groups, group) + group.seeds.indexOf(seed) * modelsPerSeed(group) + lambdaIndex;
  return group.kind === 'fixed' ? { index, lambda: group.lambdas[lambdaIndex] as Lambda } : { index };
}

/** The median of each weight and loss parameter. */
const middleOf = ({ distribution }: Extract<ResolvedGroup, { kind: 'yoto' }>): Lambda =>
  Object.fromEntries(Object.entries(distribution).map(([name, one]) => [name, lambdaQuantile(one, 0.5)]));
