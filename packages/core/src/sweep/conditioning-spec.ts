import { z } from 'zod';

/** How a model is told lambda: FiLM, planes concatenated to every block or to the input, or not at all. */
export const ConditioningKind = z.enum(['film', 'concat', 'input', 'none']);
export type ConditioningKind = z.infer<typeof ConditioningKind>;

export const ConditioningSpec = z
  .strictObject({
    kind: ConditioningKind,
    /**
     * What the network sees: the logarithms of the weights (default); the same shifted and scaled so that the range that
     * the job draws from becomes [-1, 1] (`centred-log`); or (`raw`, ablation) the weights themselves, as shares of the
     * greatest.
     */
    preprocess: z.enum(['log', 'centred-log', 'raw']),
    /** Units of the one hidden layer of each conditioning MLP (film only). */
    hiddenUnits: z.int().min(1).max(65536),
    /** k of scale = 1 + k * m (film only). */
    strength: z.number().positive().max(100),
  })
  .meta({ id: 'ConditioningSpec' });
export type ConditioningSpec = z.infer<typeof ConditioningSpec>;

/** As people write it: `film`, or an object with any of the fields. */
export const ConditioningInput = z.union([
  ConditioningKind.transform((kind) => ({ kind })),
  ConditioningSpec.partial(),
]);
