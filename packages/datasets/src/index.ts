export { encodeForFile, pictureFormat } from './codecs/encode-for-file.ts';
export {
  type EncodedPicture,
  type EncodeOptions,
  encodePicture,
  type PictureCodec,
} from './codecs/encode-picture.ts';
export type { DataSource } from './fingerprint/data-source.ts';
export { fingerprintData } from './fingerprint/fingerprint-data.ts';
export type { ImageDataset, SizedImage, StreamKey } from './image-dataset.ts';
export { type RgbImage, reduceImage } from './images/image-file.ts';
export { type ReadPicture, readPicture } from './images/read-picture.ts';
export { type OpenDatasetOptions, openDataset } from './open-dataset.ts';
export { encodePng } from './png/encode-png.ts';
export { trainingBatch } from './training-order.ts';
