/**
 * What the losses of each feature network are divided by, so that the paper's weights and ranges suit all of them. The paper's
 * are for VGG16 at its fourth block, whose losses are left as they are. Activations of other networks and layers are up to a
 * hundred thousand times as large: with them undivided, one style layer is all that the loss is about, and no weight in
 * the paper's ranges changes a picture.
 *
 * Chosen so that two unrelated pictures, a photograph and a painting, have a content loss of about 1e5 and style losses
 * of about 1e9, 1e9, 1e9 and 1e8. At the default weights each style term then starts at five times the content term, and
 * a trained model has brought all five near to each other.
 */
import type { FeatureNetworkId } from '@yoto/features/specs';

export interface LossUnits {
  content: number;
  /** Of the four style layers, fine to coarse. */
  styles: readonly [number, number, number, number];
}

const AS_IN_THE_PAPER: LossUnits = { content: 1, styles: [1, 1, 1, 1] };

const UNITS: Partial<Record<FeatureNetworkId, LossUnits>> = {
  'vgg19-blocks-1-3': { content: 6, styles: [0.5, 5.5, 350, 37_000] },
};

export const lossUnits = (network: FeatureNetworkId): LossUnits => UNITS[network] ?? AS_IN_THE_PAPER;
