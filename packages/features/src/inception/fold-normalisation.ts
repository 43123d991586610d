/** Keras's weights of Inception v3 as filters and biases: batch normalisation with fixed moments is a factor and a shift per channel. */
import type { HostTensor } from '@yoto/training';
import { checkedTensor } from '../weights/fit-weights.ts';
import type { WeightsFile } from '../weights/read-weights.ts';
import { INCEPTION } from './inception-architecture.ts';

/** Keras's, of all normalisations of this network. */
const EPSILON = 1e-3;

/**
 * The file with `conv2d_n/kernel` and `/bias` for the n-th convolution. Published files number theirs from 1, models that were built
 * elsewhere from any number on, so places count. Throws `data_corrupt` for what is missing.
 */
export function foldNormalisation(file: WeightsFile): WeightsFile {
  const convolutions = layersInOrder(file, 'conv2d');
  const normalisations = layersInOrder(file, 'batch_normalization');
  const folded = new Map<string, HostTensor>();
  for (const [name, shape] of INCEPTION.weights) {
    if (!name.endsWith('/kernel')) continue;
    const layer = name.slice(0, -'/kernel'.length);
    const place = Number(layer.slice('conv2d_'.length)) - 1;
    const kernel = checkedTensor(file, `${convolutions[place] ?? layer}/kernel`, shape);
    const channels = shape.slice(-1);
    const normalisation = normalisations[place] ?? `batch_normalization_${place + 1}`;
    const part = (of: string) => checkedTensor(file, `${normalisation}/${of}`, channels).values;
    const [beta, mean, variance] = [part('beta'), part('moving_mean'), part('moving_variance')];
    const gamma = file.tensors.has(`${normalisation}/gamma`) ? part('gamma') : undefined;
    const factors = variance.map((value, channel) => (gamma?.[channel] ?? 1) / Math.sqrt(value + EPSILON));
    const factor = (channel: number) => factors[channel % factors.length] as number;
    folded.set(name, { shape, values: kernel.values.map((value, index) => value * factor(index)) });
    const bias = beta.map((value, channel) => value - (mean[channel] as number) * factor(channel));
    folded.set(`${layer}/bias`, { shape: channels, values: bias });
  }
  return { ...file, tensors: folded };
}

/** The layers called `kind`, `kind_1`, `kind_2` and so on that the file has, by their numbers. */
function layersInOrder({ tensors }: WeightsFile, kind: string): string[] {
  const numbers = new Map<string, number>();
  for (const name of tensors.keys()) {
    const layer = name.split('/')[0] as string;
    const match = new RegExp(`^${kind}(?:_(\\d+))?$`).exec(layer);
    if (match) numbers.set(layer, Number(match[1] ?? 0));
  }
  return [...numbers].sort(([, a], [, b]) => a - b).map(([layer]) => layer);
}
