/** Lambdas and lambda distributions in words. */
import { type Lambda, type LambdaDistribution, type Place, parametersAt } from '@yoto/core';
import { formatExact, formatNumber } from './numbers.ts';

/** `kl 0.5`, `content 2, style1 0.001`: exact, so that different lambdas read differently. */
export function lambdaText(lambda: Lambda): string {
  return Object.keys(lambda)
    .sort()
    .map((term) => `${term} ${formatExact(lambda[term])}`)
    .join(', ');
}

/** The lambda of a model, or the setting of a codec. */
export const placeText = (at: Place): string => lambdaText(parametersAt(at));

/** `log-uniform 0.5 – 512`. */
function distributionText(distribution: LambdaDistribution): string {
  if (distribution.kind === 'fixed') return formatNumber(distribution.value);
  const range = `${formatNumber(distribution.min)} – ${formatNumber(distribution.max)}`;
  if (distribution.kind !== 'log-normal') return `${distribution.kind} ${range}`;
  return `log-normal, median ${formatNumber(distribution.median)}, σ ${formatNumber(distribution.sigma)}, in ${range}`;
}

/** Distributions of all terms: `kl log-uniform 0.5 – 512`. */
export function distributionsText(distributions: Record<string, LambdaDistribution>): string {
  return Object.entries(distributions)
    .map(([term, distribution]) => `${term} ${distributionText(distribution)}`)
    .join('; ');
}
