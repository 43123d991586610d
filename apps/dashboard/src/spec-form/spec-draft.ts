/**
 * What the form edits: the sweep spec as written, so that form and YAML are two views of one value. A number that
 * was typed wrongly is held as NaN, which no check lets through.
 */
import type { AnyLambdaSet, LambdaDistribution, ResolvedGroup, SweepSpecInput } from '@yoto/core';

type Written = SweepSpecInput;
export type GroupDraft = Written['groups'][number];
export type FixedGroupDraft = Extract<GroupDraft, { kind: 'fixed' }>;
export type YotoGroupDraft = Extract<GroupDraft, { kind: 'yoto' }>;
/** Of a method that is measured and not trained. */
export type CodecGroupDraft = Extract<GroupDraft, { kind: 'codec' }>;
export type TrainedGroupDraft = Exclude<GroupDraft, CodecGroupDraft>;
export type SettingsDraft = NonNullable<Written['defaults']>;
type ChosenDraft = { id: string; params: Record<string, unknown> };
export type LambdaGridDraft = FixedGroupDraft['lambdas'];
export type WeightGridsDraft = Exclude<LambdaGridDraft, readonly unknown[] | AnyLambdaSet>;
export type WeightGridDraft = WeightGridsDraft[string];
export type DistributionsDraft = Record<string, LambdaDistribution>;
export type ConditioningDraft = Exclude<NonNullable<TrainedGroupDraft['conditioning']>, string>;

/** A spec whose optional parts are spelled out, so that the form has something to show. */
export interface SpecDraft extends Omit<Written, 'task' | 'dataset' | 'defaults'> {
  task: ChosenDraft;
  dataset: ChosenDraft;
  defaults: SettingsDraft;
}

type ResolvedTrainedGroup = Exclude<ResolvedGroup, { kind: 'codec' }>;

/** How the jobs of a group wait their turn, whatever its kind. */
export const QUEUE_SETTINGS = [
  'priority',
  'retry',
  'labels',
  'requires',
] as const satisfies readonly (keyof SettingsDraft & keyof ResolvedGroup)[];

/** Settings that a resolved group that trains always has and that a written one may leave to the sweep. */
export const COMMON_SETTINGS = [
  'steps',
  'batchSize',
  'learningRate',
  'schedule',
  'weightDecay',
  'widthMultiplier',
  'seeds',
  'optimiser',
  'checkpoint',
  'metricsEverySteps',
  ...QUEUE_SETTINGS,
] as const satisfies readonly (keyof SettingsDraft & keyof ResolvedTrainedGroup)[];

/** Conditioning as an object: people may also write its kind alone. */
export function conditioningDraft(written: TrainedGroupDraft['conditioning']): ConditioningDraft {
  return typeof written === 'string' ? { kind: written } : (written ?? {});
}

/** `value` without the fields that are undefined and without objects that thereby became empty. */
export function withoutEmpty<T extends object>(value: T): T {
  const kept = Object.entries(value).filter(([, field]) => field !== undefined && !isEmptyObject(field));
  return Object.fromEntries(kept) as T;
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** A name that no group has yet: `YOTO`, `YOTO 2`, … */
export function freeGroupName(wanted: string, groups: readonly Pick<GroupDraft, 'name'>[]): string {
  const taken = new Set(groups.map((group) => group.name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} ${number}`)) number++;
  return `${wanted} ${number}`;
}

/** The groups with one of them changed; groups that start from it keep to it when its name changes. */
export function withGroup(groups: readonly GroupDraft[], index: number, changed: GroupDraft): GroupDraft[] {
  const before = groups[index]?.name;
  return groups.map((one, i) => {
    if (i === index) return changed;
    if (one.kind === 'codec' || one.startsFrom === undefined || one.startsFrom !== before) return one;
    return { ...one, startsFrom: changed.name };
  });
}
