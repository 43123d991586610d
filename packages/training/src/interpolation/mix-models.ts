import type { PictureContext } from '../task.ts';
import type { InterpolationRange } from './interpolation-range.ts';
import type { SourceWeights } from './source-weights.ts';

/**
 * Makes anything of the mixture: at its own end of the range what one of the two models makes, between them the average
 * of what both make, each told the lambda that it was trained with. Leaves the weights of one of the two in the model.
 */
export function mixModels(range: InterpolationRange, weights: SourceWeights): PictureContext['atLambda'] {
  return (lambda, make, mix) => {
    const made = (which: 'least' | 'greatest') => {
      weights.use(which);
      return make(range[which]);
    };
    const share = range.shareOf(lambda);
    if (share <= 0) return made('least');
    if (share >= 1) return made('greatest');
    return mix(made('least'), made('greatest'), share);
  };
}
