/** The trained model as a codec, for measurements of its speed. */
export { openCodec } from './open-codec.ts';
export type { RgbPicture } from './rgb-picture.ts';
export { untrainedCheckpoint } from './untrained-checkpoint.ts';
