/** Frozen networks that look at images, and what of them others have to know. */
import type { tf } from '@yoto/engine';
import type { FrozenWeights } from '@yoto/training';
import type { FeatureNetworkId } from './specs.ts';

export interface FeatureNetwork {
  id: FeatureNetworkId;
  title: string;
  /**
   * Activations, after their ReLU, of images `[batch, height, width, 3]`, RGB in [0, 1]; the network prepares its input
   * itself. Computed to the deepest layer named, and differentiable with respect to the images alone. Throws
   * `invalid_input` for a layer that it does not have and for images that are too small for one.
   */
  layers<Name extends string>(images: tf.Tensor4D, names: readonly Name[]): Record<Name, tf.Tensor4D>;
  /** Named by the network's id; of built-in weights, the hash is that of their values. */
  frozen: FrozenWeights;
  dispose(): void;
}
