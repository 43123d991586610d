/** The settings of jobs, fully resolved: nothing optional is left. */
import { z } from 'zod';
import { lineOfText } from '../plain-text.ts';

export const MAX_STEPS_PER_JOB = 100_000_000;
export const MAX_LABELS = 64;

export const Optimiser = z
  .strictObject({
    kind: z.literal('adam'),
    beta1: z.number().min(0).lt(1),
    beta2: z.number().min(0).lt(1),
    epsilon: z.number().positive(),
    /** Longer gradients (all variables together, 2-norm) are shortened to this before the update; left out: never. */
    maxGradientNorm: z.number().positive().optional(),
    /**
     * YOTO jobs: each example's loss is divided by this power of its weights, relative to their medians and averaged; left
     * out: by nothing. What is best for each lambda stays the same (paper, theorem 1); large weights no longer drown small ones.
     */
    weightBalance: z.number().gt(0).max(1).optional(),
    /**
     * YOTO jobs: the same with the loss that an example's weights lead one to expect, by running means of the size of every loss
     * term, in place of the weights themselves: a term that is small counts little, however great its weight. Left out: by nothing.
     */
    lossBalance: z.number().gt(0).max(1).optional(),
  })
  .meta({ id: 'Optimiser' });
export type Optimiser = z.infer<typeof Optimiser>;

/**
 * How the lambdas of a YOTO batch are drawn: each on its own (the paper), or in mirrored pairs (`antithetic`: where one example's weight is
 * drawn at quantile u, the next one's is at 1 - u). What each example draws is distributed alike; mirrored, the two differ
 * in all weights at once, so that less of what distinguishes lambdas drowns in what batches have in common.
 */
export const LambdaDraws = z.enum(['independent', 'antithetic']);
export type LambdaDraws = z.infer<typeof LambdaDraws>;

/**
 * Of a fixed group: its models are fine-tuned one from the other, in the order of its lambdas. The first takes all `steps`, each later one
 * starts from the one before it and takes this share of them.
 */
export const ChainShare = z.number().gt(0).max(1);

/**
 * The mixtures of a fixed group's two extreme models: none, the averages of what the two put out (true; paper, appendix B.1), or one model
 * whose weights are the averages of theirs ("weights"; Wang et al. 2019, deep network interpolation).
 */
export const Mixtures = z.union([z.boolean(), z.literal('weights')]);

/** Learning-rate schedule; milestones are shares of the step budget in (0, 1), in increasing order. */
export const Schedule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    z.strictObject({
      kind: z.literal('step-decay'),
      factor: z.number().positive().max(1),
      milestones: z
        .array(z.number().gt(0).lt(1))
        .min(1)
        .max(100)
        .refine((shares) => shares.every((share, i) => i === 0 || share > (shares[i - 1] as number)), {
          message: 'milestones must increase',
        }),
    }),
  ])
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof Schedule>;

/** `maxAttempts` counts attempts that failed by the job's own doing; stalls and preemptions are free. */
export const RetryPolicy = z
  .strictObject({ maxAttempts: z.int().min(1).max(100), backoffMs: z.int().min(0).max(86_400_000) })
  .meta({ id: 'RetryPolicy' });
export type RetryPolicy = z.infer<typeof RetryPolicy>;

export const CheckpointPolicy = z.strictObject({ everySteps: z.int().min(1).max(MAX_STEPS_PER_JOB) });
export const EvaluationPolicy = z.strictObject({
  /** Steps between evaluations; the last step is always evaluated. */
  everySteps: z.int().min(1).max(MAX_STEPS_PER_JOB),
  /** How many held-out examples an evaluation uses (fewer where the data set has fewer). */
  examples: z.int().min(1).max(10_000_000),
});

export const LabelKey = lineOfText(64).min(1, 'is empty');
export const LabelValue = lineOfText(256);
/** Every job carries a copy of them. */
export const Labels = z
  .record(LabelKey, LabelValue)
  .refine((labels) => Object.keys(labels).length <= MAX_LABELS, {
    message: `must have at most ${MAX_LABELS} labels`,
  });
export const Seeds = z
  .array(
    z
      .int()
      .min(0)
      .max(2 ** 32 - 1),
  )
  .min(1, 'list at least one seed')
  .max(1000)
  .superRefine((seeds, context) => {
    const twice = seeds.find((seed, index) => seeds.indexOf(seed) < index);
    if (twice !== undefined) context.addIssue(`seed ${twice} is listed twice: keep it once`);
  });

/** As stored: whatever an earlier version accepted. What people write now is checked by `Labels`. */
export const StoredLabels = z.record(z.string(), z.string());

/** How a job waits its turn and is tried again, whatever its kind. */
export const queueFields = {
  /** Higher runs first. */
  priority: z.int().min(-100).max(100),
  retry: RetryPolicy,
  labels: Labels,
} as const;

export const trainingFields = {
  widthMultiplier: z.number().min(0.05).max(16),
  batchSize: z.int().min(1).max(65536),
  steps: z.int().min(1).max(MAX_STEPS_PER_JOB),
  optimiser: Optimiser,
  learningRate: z.number().positive().max(10),
  schedule: Schedule,
  weightDecay: z.number().min(0).max(1),
  checkpoint: CheckpointPolicy,
  /** Steps between points of the training curves. */
  metricsEverySteps: z.int().min(1).max(MAX_STEPS_PER_JOB),
} as const;

/** Seeds in a list: `0, 1, 2`. One alone says that it is a seed, because `0` reads like a count. None is empty. */
export const seedsLabel = (seeds: readonly number[]): string =>
  seeds.length === 1 ? `seed ${seeds[0]}` : seeds.join(', ');
