/** Keras's HDF5 files: the same weights under the paths of several versions. */

/** Where a file holds a whole model, its weights are in this group. */
const MODEL_GROUP = 'model_weights/';

/**
 * `LAYER/PART` for a path in a Keras file, e.g. `block1_conv1/kernel`. Old files write `block1_conv1/block1_conv1_W_1:0`,
 * later ones `block1_conv1/block1_conv1/kernel:0`, Keras 3 leaves the `:0` out.
 */
export function kerasName(path: string): string {
  const parts = (path.startsWith(MODEL_GROUP) ? path.slice(MODEL_GROUP.length) : path).split('/');
  const part = (parts.at(-1) as string).replace(/:0$/, '');
  return `${parts[0]}/${part.replace(/^.+_W(_\d+)?$/, 'kernel').replace(/^.+_b(_\d+)?$/, 'bias')}`;
}
