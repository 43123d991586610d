import type { PictureContext } from '../task.ts';
import type { InterpolationRange } from './interpolation-range.ts';
import type { SourceWeights } from './source-weights.ts';

/**
 * Makes anything of the mixture: at its own end of the range what one of the two models makes, between them the average
 * of what both make, each told the lambda that it was trained with. Leaves the weights of one of the two in the model.
 */
export function mixOutputs(range: InterpolationRange, weights: SourceWeights): PictureContext['atLambda'] {
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

/**
 * The same of one model whose weights are the averages of both (X. Wang et al., "Deep network interpolation for continuous imagery effect
 * transition", CVPR 2019). It leaves those weights in the model.
 */
export function mixWeights(range: InterpolationRange, weights: SourceWeights): PictureContext['atLambda'] {
  return (lambda, make) => {
    const share = range.shareOf(lambda);
    if (share <= 0) weights.use('least');
    else if (share >= 1) weights.use('greatest');
    else weights.mix(share);
    return make(lambda);
  };
}
