/** From a spec to a draft of the form: a written one as it is, a resolved one with its repetitions taken out. */
import { type Lambda, lambdaKey, type ResolvedGroup, type SweepSpec, type SweepSpecInput } from '@yoto/core';
import {
  COMMON_SETTINGS,
  conditioningDraft,
  type GroupDraft,
  type LambdaGridDraft,
  QUEUE_SETTINGS,
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
      group.kind === 'codec' || group.conditioning === undefined
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
  const trained = spec.groups.filter((group) => group.kind !== 'codec');
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

type CodecGroup = Extract<ResolvedGroup, { kind: 'codec' }>;
type TrainedGroup = Exclude<ResolvedGroup, CodecGroup>;

interface Context {
  /** The first group that trains. */
  first: TrainedGroup | undefined;
  shared: ReadonlySet<string>;
  samePolicy: boolean;
  /** Where YOTO groups are evaluated when they do not say. */
  fixedLambdas: Lambda[];
}

function groupDraft(group: ResolvedGroup, context: Context): GroupDraft {
  if (group.kind === 'codec') return codecDraft(group, context);
  const settings: SettingsDraft = Object.fromEntries(
    COMMON_SETTINGS.filter((key) => !context.shared.has(key)).map((key) => [key, group[key]]),
  );
  const policy = context.samePolicy ? {} : evaluationPolicy(group);
  const { name } = group;
  if (group.kind === 'fixed') {
    const lambdas = writtenLambdas(group.lambdas);
    const interpolation = group.interpolation || undefined;
    const { singleModel, startsFrom, chain } = group;
    const own = { interpolation, singleModel, startsFrom, chain };
    const fixed = { kind: 'fixed' as const, name, lambdas, ...own };
    const mixtures = group.evaluation.lambdas;
    const at = !interpolation || same(mixtures, group.lambdas) ? {} : { lambdas: writtenLambdas(mixtures) };
    return withoutEmpty({ ...fixed, ...settings, evaluation: { ...policy, ...at } });
  }
  const { distribution, draws, startsFrom, conditioning, evaluation } = group;
  const lambdas = same(evaluation.lambdas, context.fixedLambdas)
    ? {}
    : { lambdas: writtenLambdas(evaluation.lambdas) };
  return withoutEmpty({
    kind: 'yoto',
    name,
    distribution,
    draws,
    startsFrom,
    conditioning,
    ...settings,
    evaluation: { ...policy, ...lambdas },
  });
}

function codecDraft(group: CodecGroup, { first, shared, samePolicy }: Context): GroupDraft {
  const keys = QUEUE_SETTINGS.filter((key) => !(shared.has(key) && same(group[key], first?.[key])));
  const own = Object.fromEntries(keys.map((key) => [key, group[key]]));
  const { name, codec, settings, evaluation } = group;
  const sameExamples = samePolicy && first?.evaluation.examples === evaluation.examples;
  const examples = sameExamples ? {} : { examples: evaluation.examples };
  return withoutEmpty({ kind: 'codec', name, codec, settings, ...own, evaluation: examples });
}

function evaluationPolicy({ evaluation: { lambdas: _lambdas, ...policy } }: TrainedGroup) {
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
