/** Opens 3dshapes as this package renders it; apart from the published file, which needs the HDF5 library. */
import type { ImageDataset } from '../image-dataset.ts';
import { SHAPES3D_COUNT } from './factors.ts';
import type { PictureSource } from './picture-source.ts';
import { createShapes3dRenderer, RENDERER_VERSION } from './rendered/render-shapes3d.ts';
import { shapes3dDataset } from './shapes3d-dataset.ts';

/** The same 480,000 scenes ray-cast on demand; needs no file. */
export function openShapes3dRendered(): ImageDataset {
  const renderer = createShapes3dRenderer();
  const pictures: PictureSource = {
    count: SHAPES3D_COUNT,
    description: `${SHAPES3D_COUNT} pictures of the 3dshapes scene, rendered on demand`,
    read: (index, target, offset) => renderer.render(index, target, offset),
    async close() {},
  };
  return shapes3dDataset('shapes3d-rendered', pictures, {
    kind: 'generator',
    name: 'shapes3d-rendered',
    version: RENDERER_VERSION,
    parameters: { count: SHAPES3D_COUNT },
  });
}
