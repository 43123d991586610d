/** Reads the numbers of an HDF5 file by their paths, e.g. the weights of a Keras network. */
import type { Group } from 'h5wasm/node';
import { openH5, type UnreadableH5 } from './open-h5.ts';

export interface H5Array {
  shape: readonly number[];
  values: Float32Array;
}

/**
 * Every array of 32-bit floats in the file, by its path (`group/subgroup/name`). Throws `data_missing` where the file cannot be
 * read, and `unreadable` where it is not a whole HDF5 file.
 */
export async function readH5Arrays(path: string, unreadable: UnreadableH5): Promise<Map<string, H5Array>> {
  const file = await openH5(path, unreadable);
  const arrays = new Map<string, H5Array>();
  try {
    collect(file, '', arrays);
  } catch (cause) {
    throw unreadable('the HDF5 library cannot read it whole', cause);
  } finally {
    file.close();
  }
  return arrays;
}

function collect(group: Group, prefix: string, arrays: Map<string, H5Array>): void {
  for (const name of group.keys()) {
    const path = `${prefix}${name}`;
    const entry = group.get(name);
    if (entry === null) throw new Error(`"${path}" cannot be read`);
    if ('keys' in entry) collect(entry, `${path}/`, arrays);
    else if ('shape' in entry && entry.dtype === '<f') {
      const values = entry.value;
      if (!(values instanceof Float32Array)) throw new Error(`"${path}" cannot be read`);
      arrays.set(path, { shape: entry.shape ?? [], values });
    }
  }
}
