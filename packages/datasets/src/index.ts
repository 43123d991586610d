export { downloadCifar10 } from './cifar10/download-cifar10.ts';
export type { ImageDataset } from './image-dataset.ts';
export { type DatasetLocation, openDataset } from './open-dataset.ts';
export { trainingBatch } from './training-order.ts';
