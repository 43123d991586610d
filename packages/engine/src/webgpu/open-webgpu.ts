import { createRequire } from 'node:module';
import type { OpenEngine } from '../engine-module.ts';
import { installGradients } from '../gradients.ts';
import { tf } from '../tf.ts';
import { registerAdam } from './adam.ts';
import { registerChannelSum } from './channel-sum.ts';
import { provideGpu } from './dawn.ts';
import { installFilterGradient } from './filter-gradient.ts';
import { registerGradientKernels } from './gradient-kernels.ts';
import { shareScalars } from './share-scalars.ts';
import { installTransposedProduct } from './transposed-product.ts';
import { watchDevice } from './watch-device.ts';
import type { WebgpuBackend } from './webgpu-backend.ts';

/** Opens tfjs-backend-webgpu on Dawn and makes it the current backend. */
export async function openWebgpu(): Promise<OpenEngine> {
  const { device } = await provideGpu();
  // After navigator.gpu exists: the backend registers itself at import only then.
  await import('@tensorflow/tfjs-backend-webgpu');
  await tf.setBackend('webgpu');
  const backend = tf.backend() as unknown as WebgpuBackend;
  watchDevice(backend);
  shareScalars(backend);
  installKernels();
  const { version } = createRequire(import.meta.url)('webgpu/package.json') as { version: string };
  return {
    backendName: 'webgpu',
    device,
    threads: 1,
    version,
    deterministic: false,
    stop: async () => {},
  };
}

/** Once a process: kernels belong to the backend's name. */
function installKernels(): void {
  if (tf.getKernel('YotoAdam', 'webgpu')) return;
  registerAdam();
  registerChannelSum();
  registerGradientKernels();
  installGradients();
  installFilterGradient();
  installTransposedProduct();
}
