/** The sweep spec as people write it (everything but names and lambdas may be left out) and as it is stored. */
import { z } from 'zod';
import { Lambda, MAX_LAMBDAS, PositiveNumber, withoutRepetition } from '../lambda/lambda.ts';
import { LambdaDistribution } from '../lambda/lambda-distribution.ts';
import { LambdaGrid } from '../lambda/lambda-grid.ts';
import { lineOfText, linesOfText } from '../plain-text.ts';
import { ConditioningInput, ConditioningSpec } from './conditioning-spec.ts';
import { JobRequires, JobRequiresInput } from './job-requires.ts';
import {
  ChainShare,
  CheckpointPolicy,
  EvaluationPolicy,
  LambdaDraws,
  Mixtures,
  Optimiser,
  queueFields,
  RetryPolicy,
  Seeds,
  StoredLabels,
  trainingFields,
} from './training-spec.ts';

export const SWEEP_SPEC_VERSION = 1;

export const SweepName = lineOfText(120).min(1, 'give it a name');
const GroupName = lineOfText(60).min(1, 'give it a name');
export const SweepDescription = linesOfText(4000);
const Chosen = z.strictObject({
  id: z.string().min(1),
  params: z.record(z.string(), z.unknown()).default({}),
});
const Distributions = z.record(z.string().min(1), LambdaDistribution);

const writtenFields = {
  ...trainingFields,
  ...queueFields,
  seeds: Seeds,
  conditioning: ConditioningInput,
  optimiser: Optimiser.partial(),
  checkpoint: CheckpointPolicy.partial(),
  retry: RetryPolicy.partial(),
  evaluation: EvaluationPolicy.partial().extend({ lambdas: LambdaGrid.optional() }),
  /** What a worker must have to run these jobs, beside their task. */
  requires: JobRequiresInput,
};
/** What a group may set, and what `defaults` may set for all groups. */
const Settings = z.strictObject(writtenFields).partial();
export type SweepSettings = z.infer<typeof Settings>;

/** The name of the group whose models those of this group start from; left out: random weights. */
const startsFrom = z.string().min(1).optional();

const FixedGroupInput = Settings.extend({
  kind: z.literal('fixed'),
  name: GroupName,
  lambdas: LambdaGrid,
  /**
   * Evaluate the mixtures of the two extreme models as well: the interpolation baseline, at the group's lambdas or at its own
   * `evaluation.lambdas`.
   */
  interpolation: Mixtures.optional(),
  /**
   * Which model stands for every lambda in the single-model baseline: the one of this lambda, or of the task's default
   * weights (paper, figure 6a); left out: the one with the least mean loss.
   */
  singleModel: z.union([z.literal('default'), Lambda]).optional(),
  startsFrom,
  chain: ChainShare.optional(),
});
const YotoGroupInput = Settings.extend({
  kind: z.literal('yoto'),
  name: GroupName,
  /** Left out: the data set's own range. */
  distribution: Distributions.optional(),
  /** Left out: independent. */
  draws: LambdaDraws.optional(),
  startsFrom,
});
const CodecSettings = withoutRepetition(
  z.array(PositiveNumber).min(1, 'list at least one setting').max(MAX_LAMBDAS),
);
/** Without what is about training, which it does not. */
const CodecGroupInput = z
  .strictObject({
    ...queueFields,
    retry: writtenFields.retry,
    requires: writtenFields.requires,
    evaluation: EvaluationPolicy.pick({ examples: true }).partial(),
  })
  .partial()
  .extend({
    kind: z.literal('codec'),
    name: GroupName,
    /** The id of one of the task's codecs. */
    codec: z.string().min(1),
    /** Left out: those that the task suggests. */
    settings: CodecSettings.optional(),
  });
export const GroupInput = z.discriminatedUnion('kind', [FixedGroupInput, YotoGroupInput, CodecGroupInput], {
  error: ({ input }) => (isOldReference(input) ? OLD_REFERENCE : undefined),
});
const OLD_REFERENCE =
  'is called codec now: write "kind: codec", and "codec: jpeg" where it says "reference: jpeg"';
const isOldReference = (input: unknown) =>
  typeof input === 'object' && input !== null && 'kind' in input && input.kind === 'reference';
export type GroupInput = z.output<typeof GroupInput>;

/** A sweep as a person writes it in YAML, JSON or the form. */
export const SweepSpecInput = z
  .strictObject({
    version: z.literal(SWEEP_SPEC_VERSION).default(SWEEP_SPEC_VERSION),
    name: SweepName,
    description: SweepDescription.optional(),
    /** `version`: the one that it was written for, if it says so. */
    task: Chosen.extend({ version: z.int().min(1).optional() }),
    /** Left out: the task's first data set. */
    dataset: Chosen.optional(),
    defaults: Settings.default({}),
    groups: z.array(GroupInput).min(1, 'a sweep needs at least one group').max(200),
  })
  .meta({ id: 'SweepSpecInput' });
export type SweepSpecInput = z.input<typeof SweepSpecInput>;

/** What people write is checked above; what is stored may be older than the rules for names and labels. */
const resolvedFields = {
  ...queueFields,
  labels: StoredLabels,
  name: z.string(),
  /** Left out by groups that any worker with the task can train. */
  requires: JobRequires.optional(),
};
const trainedFields = {
  ...resolvedFields,
  ...trainingFields,
  seeds: Seeds,
  conditioning: ConditioningSpec,
  evaluation: EvaluationPolicy.extend({ lambdas: z.array(Lambda).min(1).max(MAX_LAMBDAS) }),
};
export const ResolvedGroup = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fixed'),
    ...trainedFields,
    lambdas: z.array(Lambda).min(1).max(MAX_LAMBDAS),
    /** Left out by sweeps from before there were interpolations. */
    interpolation: Mixtures.default(false),
    singleModel: Lambda.optional(),
    startsFrom,
    chain: ChainShare.optional(),
  }),
  z.strictObject({
    kind: z.literal('yoto'),
    ...trainedFields,
    distribution: Distributions,
    draws: LambdaDraws.optional(),
    startsFrom,
  }),
  z.strictObject({
    kind: z.literal('codec'),
    ...resolvedFields,
    codec: z.string(),
    settings: CodecSettings,
    evaluation: EvaluationPolicy.pick({ examples: true }),
  }),
]);
export type ResolvedGroup = z.infer<typeof ResolvedGroup>;

/** A sweep with every default filled in: what is stored, planned and repeated. */
export const SweepSpec = z
  .strictObject({
    version: z.literal(SWEEP_SPEC_VERSION),
    name: z.string(),
    description: z.string().optional(),
    task: z.strictObject({
      id: z.string(),
      version: z.int().min(1).optional(),
      params: z.record(z.string(), z.unknown()),
    }),
    dataset: z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()) }),
    groups: z.array(ResolvedGroup).min(1),
  })
  .meta({ id: 'SweepSpec' });
export type SweepSpec = z.infer<typeof SweepSpec>;
