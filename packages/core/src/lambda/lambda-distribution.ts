/** How a YOTO job draws each loss weight or parameter (paper, section 3; the ablation of section 4.1.2). */
import { z } from 'zod';
import { LogWeight, Weight } from './lambda.ts';
import { normalCdf, normalQuantile } from './normal.ts';

const logRange = { min: LogWeight, max: LogWeight };
const ordered = (value: { min: number; max: number }) => value.min < value.max;
const orderedMessage = { message: 'min must be smaller than max', path: ['min'] };

export const FixedWeight = z.strictObject({ kind: z.literal('fixed'), value: Weight });
export const LogUniform = z
  .strictObject({ kind: z.literal('log-uniform'), ...logRange })
  .refine(ordered, orderedMessage);
export const Uniform = z
  .strictObject({ kind: z.literal('uniform'), min: Weight, max: Weight })
  .refine(ordered, orderedMessage);
/** ln(weight) ~ N(ln(median), sigma^2), truncated to [min, max]. */
export const LogNormal = z
  .strictObject({
    kind: z.literal('log-normal'),
    median: LogWeight,
    sigma: z.number().positive().max(100),
    ...logRange,
  })
  .refine(ordered, orderedMessage);

export const LambdaDistribution = z
  .discriminatedUnion('kind', [FixedWeight, LogUniform, Uniform, LogNormal])
  .meta({ id: 'LambdaDistribution' });
export type LambdaDistribution = z.infer<typeof LambdaDistribution>;

/**
 * The weight below which a share `probability` (in (0, 1)) of the distribution lies. Feeding it uniform draws
 * samples the distribution; feeding it an even grid of probabilities covers it.
 */
export function lambdaQuantile(distribution: LambdaDistribution, probability: number): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'uniform':
      return distribution.min + probability * (distribution.max - distribution.min);
    case 'log-uniform': {
      const low = Math.log(distribution.min);
      return clamp(Math.exp(low + probability * (Math.log(distribution.max) - low)), distribution);
    }
    case 'log-normal': {
      const { median, sigma } = distribution;
      const toUnit = (weight: number) => Math.log(weight / median) / sigma;
      const low = normalCdf(toUnit(distribution.min));
      const high = normalCdf(toUnit(distribution.max));
      const unit = normalQuantile(low + probability * (high - low));
      return clamp(median * Math.exp(sigma * unit), distribution);
    }
  }
}

/** The range of weights a distribution can draw. */
export function lambdaRange(distribution: LambdaDistribution): { min: number; max: number } {
  if (distribution.kind === 'fixed') return { min: distribution.value, max: distribution.value };
  return { min: distribution.min, max: distribution.max };
}

const clamp = (value: number, { min, max }: { min: number; max: number }) =>
  Math.min(max, Math.max(min, value));
