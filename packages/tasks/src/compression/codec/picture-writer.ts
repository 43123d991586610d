import { writeContainer } from '@yoto/codec';
import type { EntropyCoder } from './entropy-coder.ts';
import type { LatentShapes, Latents } from './latents.ts';
import { RGB_CHANNELS, type RgbPicture } from './rgb-picture.ts';

/** What a file says of the model that it needs. */
export interface ModelIdentity {
  /** Where to find it: a job's id. */
  modelId: string;
  /** SHA-256 of the checkpoint file, hexadecimal. */
  fingerprint: string;
}

interface WrittenPicture {
  file: Uint8Array;
  /** Of all but the two streams in it. */
  headerBits: number;
  /** Standard deviations of the latents, not bounded below. */
  scales: Float64Array;
}

/** Makes the file of a picture that the analysis has turned into integers. */
export function pictureWriter({
  entropy,
  term,
  identity,
}: {
  entropy: EntropyCoder;
  /** The loss term whose weight lambda is. */
  term: string;
  identity: ModelIdentity;
}) {
  return (
    latents: Latents,
    { width, height }: Pick<RgbPicture, 'width' | 'height'>,
    shapes: LatentShapes,
    lambda: number,
  ): WrittenPicture => {
    const scales = entropy.scales(latents.hyperLatents, shapes, lambda);
    const streams = entropy.encode(latents, scales, shapes);
    const file = writeContainer({
      ...{ width, height, channels: RGB_CHANNELS, lambda: { [term]: lambda }, ...streams },
      modelId: identity.modelId,
      modelFingerprint: identity.fingerprint,
      tablesFingerprint: entropy.tablesFingerprint,
    });
    const streamBytes = streams.latents.length + streams.hyperLatents.length;
    return { file, headerBits: 8 * (file.length - streamBytes), scales };
  };
}
