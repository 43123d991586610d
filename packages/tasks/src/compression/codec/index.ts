/** The trained model as a codec, for programs that know no data sets. */
export { compressToSize } from './compress-to-size.ts';
export { type CompressedPicture, type ImageCodec, openCodec } from './open-codec.ts';
export { pictureDifference, type RgbPicture } from './rgb-picture.ts';
export { untrainedCheckpoint } from './untrained-checkpoint.ts';
