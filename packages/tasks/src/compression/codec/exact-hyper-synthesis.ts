/**
 * h_s once more (`architecture/hyper-synthesis.ts` has it for training): in double precision and a fixed order, because
 * encoder and decoder must choose the very same table for every latent, and tensor engines differ in their last bits.
 */
import { convolve, convolveTransposed, type FeatureMap, type Kernel, relu, scaleAndShift } from '@yoto/codec';
import { AppError, type TrainedJobSpec } from '@yoto/core';
import type { HostTensors } from '@yoto/training';
import { LATENT_STEPS } from '../architecture/network-sizes.ts';
import { type ExactModulation, exactEncodedLambda, exactModulation } from './exact-film.ts';

const LAYERS = [1, 2, 3].map((index) => `hyper-synthesis/conv${index}`);

export interface ExactModel {
  spec: Pick<TrainedJobSpec, 'conditioning' | 'distribution'>;
  weights: HostTensors;
  /** The loss term whose weight the model is told. */
  term: string;
  /** The names of all FiLM sites, in the order of the conditioning's networks; empty without FiLM. */
  siteNames: readonly string[];
}

/** The standard deviations of the latents, not bounded below, of the hyper-latents z as integers. */
export type ExactHyperSynthesis = (z: FeatureMap, lambda: number) => FeatureMap;

/** Throws `internal` when a weight is missing. */
export function exactHyperSynthesis(model: ExactModel): ExactHyperSynthesis {
  const [first, second, last] = LAYERS.map((name) => exactLayer(model, name)) as [Layer, Layer, Layer];
  return (z, lambda) => {
    const encodedLambda = exactEncodedLambda(model.term, lambda, model.spec);
    const rectified = (map: FeatureMap): FeatureMap => ({ ...map, values: relu(map.values) });
    const features = rectified(first(z, encodedLambda));
    const deviations = last(rectified(second(features, encodedLambda)), encodedLambda);
    return { ...deviations, values: deviations.values.map((value) => value * LATENT_STEPS) };
  };
}

type Layer = (input: FeatureMap, encodedLambda: number) => FeatureMap;

/** A convolution with what tells it lambda: planes beside its input, or scales and shifts of its output. */
function exactLayer(model: ExactModel, name: string): Layer {
  const kernel = weightOf(model.weights, `${name}/kernel`);
  const bias = weightOf(model.weights, `${name}/bias`).values;
  const isLast = name === LAYERS.at(-1);
  const isWidened = model.spec.conditioning.kind === 'concat';
  return (input, encodedLambda) => {
    const entry = isWidened ? withPlane(input, encodedLambda) : input;
    const output = isLast
      ? convolve(entry, kernel as Kernel, bias)
      : convolveTransposed(entry, kernel as Kernel, 2, bias);
    const modulation = modulationAt(model, name, encodedLambda);
    if (!modulation) return output;
    const { scale, shift } = modulation;
    return scaleAndShift(output, scale.subarray(0, output.channels), shift.subarray(0, output.channels));
  };
}

function modulationAt(
  { spec: { conditioning }, weights, siteNames }: ExactModel,
  name: string,
  encodedLambda: number,
): ExactModulation | undefined {
  if (conditioning.kind !== 'film') return undefined;
  const site = siteNames.indexOf(name);
  if (site < 0) throw new AppError('internal', `The model has no FiLM site "${name}"`);
  const place = { site, sites: siteNames.length, strength: conditioning.strength };
  return exactModulation(weights, place, encodedLambda);
}

function weightOf(weights: HostTensors, name: string) {
  const found = weights.get(name);
  if (!found) throw new AppError('internal', `The weights have no "${name}"`);
  return { shape: found.shape as Kernel['shape'], values: found.values };
}

/** The map with one more channel that is `value` everywhere, the last one as in training. */
function withPlane({ height, width, channels, values }: FeatureMap, value: number): FeatureMap {
  const widened = new Float64Array(height * width * (channels + 1)).fill(value);
  for (let pixel = 0; pixel < height * width; pixel++) {
    widened.set(values.subarray(pixel * channels, (pixel + 1) * channels), pixel * (channels + 1));
  }
  return { height, width, channels: channels + 1, values: widened };
}
