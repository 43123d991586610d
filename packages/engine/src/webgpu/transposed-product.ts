// tfjs splits long sums of small products among threads, and there reads a transposed second matrix four columns at a time as if it
// were not transposed: the gradient of a dense layer with 2,000 outputs or more was wrong, without a message.
import { tf } from '../tf.ts';
import type { WebgpuBackend } from './webgpu-backend.ts';

/** From this length of the sums on, tfjs may split them. */
const SPLIT_FROM = 2000;
const KERNELS = ['BatchMatMul', '_FusedMatMul'];
const backendName = 'webgpu';

interface Attrs {
  transposeB: boolean;
}

/** Gives tfjs's products such a second matrix as it reads it rightly: transposed before. */
export function installTransposedProduct(): void {
  const transpose = tf.getKernel('Transpose', backendName);
  for (const kernelName of KERNELS) {
    const theirs = tf.getKernel(kernelName, backendName);
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      ...theirs,
      kernelFunc(given) {
        const { inputs, backend } = given;
        const attrs = given.attrs as unknown as Attrs;
        const b = inputs.b as tf.TensorInfo;
        if (!attrs.transposeB || (b.shape.at(-1) as number) < SPLIT_FROM) return theirs.kernelFunc(given);
        const perm = [...b.shape.keys()];
        perm.push(...perm.splice(-2).reverse());
        const turned = transpose.kernelFunc({ inputs: { x: b }, backend, attrs: { perm } }) as tf.TensorInfo;
        const product = theirs.kernelFunc({
          inputs: { ...inputs, b: turned },
          backend,
          attrs: { ...attrs, transposeB: false } as unknown as tf.NamedAttrMap,
        });
        (backend as WebgpuBackend).disposeData(turned.dataId);
        return product;
      },
    });
  }
}
