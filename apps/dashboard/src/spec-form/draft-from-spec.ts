/** From a spec to a draft of the form: a written one as it is, a resolved one with its repetitions taken out. */
import { type Lambda, lambdaKey, type ResolvedGroup, type SweepSpec, type SweepSpecInput } from '@yoto/core';
import {
  COMMON_SETTINGS,
  conditioningDraft,
  type GroupDraft,
  type LambdaGridDraft,
  type SettingsDraft,
  type SpecDraft,
  withoutEmpty,
} from './spec-draft.ts';

/** A written spec with its optional parts spelled out; `datasetId` is the task's default one. */
export function draftFromInput(input: SweepSpecInput, datasetId: string): SpecDraft {
  return {
    ...input,
    task: { id: input.task.id, params: input.task.params ?? {} },
    dataset: { id: input.dataset?.id ?? datasetId, params: input.dataset?.params ?? {} },
    defaults: input.defaults ?? {},
    groups: input.groups.map((group) =>
      group.conditioning === undefined
        ? group
        : { ...group, conditioning: conditioningDraft(group.conditioning) },
    ),
  };
}

/**
 * A stored spec as a draft that plans the same jobs: settings that all groups share are written once, below
 * `defaults`; lambdas of a single term become a list of its weights; and what follows from the rest is left out.
 */
export function draftFromSpec(spec: SweepSpec): SpecDraft {
  const trained = spec.groups.filter(({ kind }) => kind !== 'reference');
  const [first] = trained;
  const shared = COMMON_SETTINGS.filter((key) => trained.every((group) => same(group[key], first?.[key])));
  const defaults: SettingsDraft = Object.fromEntries(shared.map((key) => [key, first?.[key]]));
  const policies = trained.map(evaluationPolicy);
  const samePolicy = policies.every((policy) => same(policy, policies[0]));
  if (samePolicy) defaults.evaluation = policies[0];
  const context: Context = { first, shared: new Set(shared), samePolicy, fixedLambdas: fixedLambdas(spec) };
  return {
    ...spec,
    defaults: withoutEmpty(defaults),
    groups: spec.groups.map((group) => groupDraft(group, context)),
  };
}

interface Context {
  /** The first group that trains. */
  first: ResolvedGroup | undefined;
  shared: ReadonlySet<string>;
  samePolicy: boolean;
  /** Where YOTO groups are evaluated when they do not say. */
  fixedLambdas: Lambda[];
}

function groupDraft(group: ResolvedGroup, context: Context): GroupDraft {
  if (group.kind === 'reference') return referenceDraft(group, context);
  const own: SettingsDraft = Object.fromEntries(
    COMMON_SETTINGS.filter((key) => !context.shared.has(key)).map((key) => [key, group[key]]),
  );
  const policy = context.samePolicy ? {} : evaluationPolicy(group);
  const { name } = group;
  if (group.kind === 'fixed') {
    const lambdas = writtenLambdas(group.lambdas);
    const interpolation = group.interpolation || undefined;
    return withoutEmpty({ kind: 'fixed', name, lambdas, interpolation, ...own, evaluation: policy });
  }
  const { distribution, conditioning, evaluation } = group;
  const lambdas = same(evaluation.lambdas, context.fixedLambdas)
    ? {}
    : { lambdas: writtenLambdas(evaluation.lambdas) };
  return withoutEmpty({
    kind: 'yoto',
    name,
    distribution,
    conditioning,
    ...own,
    evaluation: { ...policy, ...lambdas },
  });
}

/** What follows from there being nothing to train is left out. */
const UNTRAINED = new Set<string>(['steps', 'seeds', 'metricsEverySteps', 'checkpoint']);

function referenceDraft(
  group: Extract<ResolvedGroup, { kind: 'reference' }>,
  { first, shared, samePolicy }: Context,
): GroupDraft {
  const isShared = (key: (typeof COMMON_SETTINGS)[number]) =>
    shared.has(key) && same(group[key], first?.[key]);
  const keys = COMMON_SETTINGS.filter((key) => !UNTRAINED.has(key) && !isShared(key));
  const own: SettingsDraft = Object.fromEntries(keys.map((key) => [key, group[key]]));
  const { name, reference, settings, evaluation } = group;
  const sameExamples = samePolicy && first?.evaluation.examples === evaluation.examples;
  const examples = sameExamples ? {} : { examples: evaluation.examples };
  return withoutEmpty({ kind: 'reference', name, reference, settings, ...own, evaluation: examples });
}

function evaluationPolicy({ evaluation: { lambdas: _lambdas, ...policy } }: ResolvedGroup) {
  return policy;
}

function fixedLambdas(spec: SweepSpec): Lambda[] {
  const all = spec.groups.flatMap((group) => (group.kind === 'fixed' ? group.lambdas : []));
  return [...new Map(all.map((lambda) => [lambdaKey(lambda), lambda])).values()];
}

function writtenLambdas(lambdas: readonly Lambda[]): LambdaGridDraft {
  const [term, ...others] = Object.keys(lambdas[0] ?? {});
  if (term === undefined || others.length > 0) return [...lambdas];
  return { [term]: lambdas.flatMap((lambda) => lambda[term] ?? []) };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
