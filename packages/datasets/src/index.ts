export type { ImageDataset, SizedImage, StreamKey } from './image-dataset.ts';
export { type OpenDatasetOptions, openDataset } from './open-dataset.ts';
export { encodePng } from './png/encode-png.ts';
export { trainingBatch } from './training-order.ts';
