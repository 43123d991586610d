/** Frozen networks that look at images, and what of them others have to know. */
import type { tf } from '@yoto/engine';
import type { FeatureNetworkId } from './specs.ts';

/** Weights that are never trained: what a job used, for the trainer, checkpoints and people. */
export interface FrozenWeights {
  /** E.g. `vgg19-blocks-1-3`. */
  name: string;
  title: string;
  /** Of the weights file; of the values where they are built in. */
  sha256: string;
  /** As the network uses them, by name. They belong to the network. */
  tensors(): ReadonlyMap<string, tf.Tensor>;
}

export interface FeatureNetwork {
  id: FeatureNetworkId;
  title: string;
  /**
   * Activations, after their ReLU, of images `[batch, height, width, 3]`, RGB in [0, 1]; the network prepares its input
   * itself. Computed to the deepest layer named, and differentiable with respect to the images alone. Throws
   * `invalid_input` for a layer that it does not have and for images that are too small for one.
   */
  layers<Name extends string>(images: tf.Tensor4D, names: readonly Name[]): Record<Name, tf.Tensor4D>;
  frozen: FrozenWeights;
  dispose(): void;
}
