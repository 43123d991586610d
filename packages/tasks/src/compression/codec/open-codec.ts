/** A trained model as an image codec: pictures to `.yoto` files whose size is real, and back. */
import { readContainer, requireModel } from '@yoto/codec';
import { AppError } from '@yoto/core';
import { type CheckpointState, decodeCheckpoint } from '@yoto/training';
import { requireFinite } from '../../commands/model-of.ts';
import { trainedWeight, type WeightLimits } from '../../commands/trained-weight.ts';
import { openTrainedModel, type TrainedCompressionModel } from '../trained-model.ts';
import { createEntropyCoder } from './entropy-coder.ts';
import { analyse, estimatedBits, synthesise } from './image-transforms.ts';
import { type Latents, latentShapes } from './latents.ts';
import { checkSize, lambdaLimits, mostPixels } from './limits.ts';
import { type ModelIdentity, pictureWriter } from './picture-writer.ts';
import { checkPicture, RGB_CHANNELS, type RgbPicture } from './rgb-picture.ts';

export interface CompressedPicture {
  file: Uint8Array;
  lambda: number;
  /** Of the whole file. */
  bits: number;
  /** Of all but the two streams in it. */
  headerBits: number;
  /** Of the whole file: its header, and what the rate term of an evaluation says these integers take. */
  estimatedBits: number;
  /** What was coded. */
  latents: Latents;
}

interface DecompressedPicture {
  picture: RgbPicture;
  lambda: number;
  latents: Latents;
}

export interface ImageCodec {
  limits: WeightLimits;
  /** Larger pictures need more memory than there is. */
  mostPixels: number;
  /** Throws `invalid_input` for a lambda or a size that the model cannot do, `diverged`. */
  compress(picture: RgbPicture, lambda: number): Promise<CompressedPicture>;
  /** Throws `bitstream_invalid` for damaged files and those of other models: never a wrong picture. */
  decompress(file: Uint8Array): Promise<DecompressedPicture>;
  dispose(): void;
}

/**
 * Builds the model on the current engine, from the job spec in the checkpoint; no data is opened. Throws
 * `checkpoint_corrupt`, `invalid_input` for the checkpoint of another task, `diverged`.
 */
export function openCodec(checkpoint: Uint8Array, identity: ModelIdentity): ImageCodec {
  const state = decodeCheckpoint(checkpoint);
  const trained = openTrainedModel(state);
  try {
    return codecOf(state, trained, identity);
  } catch (error) {
    trained.dispose();
    throw error;
  }
}

function codecOf(
  state: CheckpointState,
  trained: TrainedCompressionModel,
  identity: ModelIdentity,
): ImageCodec {
  requireFinite(state);
  const { spec, weights } = state;
  const { sizes } = trained.model;
  const limits = lambdaLimits(spec);
  const lambdaOf = (weight: number) => ({ [limits.term]: weight });
  const siteNames = trained.conditioning.modulatedSites().map(({ name }) => name);
  const entropy = createEntropyCoder({ spec, weights, term: limits.term, siteNames });
  const write = pictureWriter({ entropy, term: limits.term, identity });

  return {
    limits,
    mostPixels: mostPixels(sizes),
    async compress(picture, asked) {
      checkPicture(picture);
      checkSize(picture, sizes);
      const lambda = trainedWeight(limits, asked);
      const shapes = latentShapes(picture, sizes);
      const latents = await analyse(trained, picture, lambdaOf(lambda));
      const { file, headerBits, scales } = write(latents, picture, shapes, lambda);
      return {
        ...{ file, lambda, latents, bits: 8 * file.length, headerBits },
        estimatedBits: headerBits + (await estimatedBits(trained, latents, scales, shapes)),
      };
    },
    async decompress(file) {
      const image = readContainer(file, { maxPixels: mostPixels(sizes) });
      const { tablesFingerprint } = entropy;
      requireModel(image, { fingerprint: identity.fingerprint, tablesFingerprint });
      const { width, height, channels } = image;
      const lambda = image.lambda[limits.term];
      if (channels !== RGB_CHANNELS || lambda === undefined) throw notOurs(limits.term);
      const shapes = latentShapes(image, sizes);
      const latents = entropy.decode(image, shapes, trainedWeight(limits, lambda));
      const size = { width, height, lambda: image.lambda };
      return { picture: await synthesise(trained, latents, shapes, size), lambda, latents };
    },
    dispose: trained.dispose,
  };
}

const notOurs = (term: string) =>
  new AppError('bitstream_invalid', `The file is no RGB picture with a weight "${term}"`, {
    details: { reason: 'malformed' },
  });
