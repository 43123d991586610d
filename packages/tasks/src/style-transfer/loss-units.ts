/**
 * What the losses of each feature network are divided by, so that the paper's weights and ranges suit all of them. The paper's
 * are for VGG16 at its fourth block, whose losses are left as they are. Activations of other networks and layers are up to a
 * hundred thousand times as large: with them undivided, one style layer is all that the loss is about, and no weight in
 * the paper's ranges changes a picture.
 *
 * Chosen so that a photograph and a painting that have nothing to do with each other have a content loss of 5e4 and style losses of 1e8, 1e8,
 * 1e8 and 1e7: at the default weights all five terms then begin at 1e5, and
 * none is drowned.
 */
import type { FeatureNetworkId } from '@yoto/features/specs';

export interface LossUnits {
  content: number;
  /** Of the four style layers, fine to coarse. */
  styles: readonly [number, number, number, number];
}

const AS_IN_THE_PAPER: LossUnits = { content: 1, styles: [1, 1, 1, 1] };

const UNITS: Partial<Record<FeatureNetworkId, LossUnits>> = {
  'vgg19-blocks-1-3': { content: 6, styles: [4, 5.5, 350, 37_000] },
  'small-vgg': { content: 7, styles: [4.3, 12, 390, 33_000] },
  squeezenet1_1: { content: 5.6e-5, styles: [9.3e-10, 3.8e-7, 1.7e-5, 2.5e-3] },
  random: { content: 5.6e-6, styles: [3.7e-9, 5.7e-9, 1.3e-9, 6e-9] },
};

export const lossUnits = (network: FeatureNetworkId): LossUnits => UNITS[network] ?? AS_IN_THE_PAPER;
