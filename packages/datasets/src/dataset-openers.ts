/** The data sets by their ids. Each loads its code when it is opened: sharp and the HDF5 library are large. */
import type { ImageDataset } from './image-dataset.ts';
import type { DataLocation } from './readable-paths.ts';

interface DatasetOpener {
  open(params: Readonly<Record<string, unknown>>, location: DataLocation): Promise<ImageDataset>;
  /** What the main thread must load before another thread does. */
  preload?(): Promise<unknown>;
}

export const OPENERS: Readonly<Record<string, DatasetOpener>> = {
  cifar10: {
    async open(params, { dataDir }) {
      const { openCifar10 } = await import('./cifar10/cifar10-dataset.ts');
      return openCifar10(dataDir, { download: params.download === true });
    },
  },
  shapes3d: {
    async open(params, { dataDir }) {
      const { openShapes3d } = await import('./shapes3d/open-shapes3d.ts');
      return openShapes3d(dataDir, { unpack: params.unpack === true });
    },
  },
  'shapes3d-rendered': {
    async open() {
      const { openShapes3dRendered } = await import('./shapes3d/open-shapes3d-rendered.ts');
      return openShapes3dRendered();
    },
  },
  images: {
    async open(params, location) {
      const { openImages } = await import('./images/open-images.ts');
      return openImages(params, location);
    },
    // Its documentation asks for this: the library must outlive every thread that uses it.
    preload: () => import('sharp'),
  },
  patterns: {
    async open(params) {
      const { openPatterns } = await import('./patterns/open-patterns.ts');
      return openPatterns(params);
    },
  },
};
