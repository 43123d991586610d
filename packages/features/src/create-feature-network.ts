/** A feature network from its architecture and weights. */
import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { Architecture, WeightLookup } from './architecture.ts';
import type { FeatureNetwork } from './feature-network.ts';
import type { FeatureNetworkSpec } from './specs.ts';
import type { FittedWeights } from './weights/fit-weights.ts';

/** `sha256` is that of the weights' file or values. The weights are uploaded here, and disposed of by `dispose`. */
export function createFeatureNetwork(
  { id, title }: FeatureNetworkSpec,
  architecture: Architecture,
  fitted: FittedWeights,
  sha256: string,
): FeatureNetwork {
  const tensors = new Map<string, tf.Tensor>();
  // Tensors, not variables: no optimiser finds them, and no gradient of theirs is ever computed.
  const upload = (name: string, values: Float32Array | readonly number[], shape: readonly number[]) =>
    tensors.set(name, tf.keep(tf.tensor(values as Float32Array, [...shape], 'float32')));
  for (const [name, { values, shape }] of fitted.tensors) upload(name, values, shape);
  upload('input/mean', fitted.mean, [fitted.mean.length]);
  const weight = ((name: string) => tensors.get(name)) as WeightLookup;

  return {
    id,
    title,
    layers(images, names) {
      checkNames(names, architecture, title);
      return tf.tidy(() => {
        const prepared = tf.sub(images, weight('input/mean')) as tf.Tensor4D;
        const found: Record<string, tf.Tensor4D> = {};
        const wanted = new Set<string>(names);
        for (const [name, activations] of wanted.size === 0 ? [] : architecture.run(prepared, weight)) {
          if (wanted.delete(name)) found[name] = activations;
          if (wanted.size === 0) break;
        }
        return found;
      });
    },
    frozen: { name: id, title, sha256, tensors: () => tensors },
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}

function checkNames(names: readonly string[], { layerNames }: Architecture, title: string): void {
  const unknown = names.find((name) => !layerNames.includes(name));
  if (unknown === undefined) return;
  throw new AppError(
    'invalid_input',
    `${title} has no layer "${unknown}". Its layers are ${layerNames.join(', ')}`,
    { details: { layer: unknown } },
  );
}
