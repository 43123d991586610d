import { createRequire } from 'node:module';
import type { OpenEngine } from '../engine-module.ts';
import { tf } from '../tf.ts';
import { provideGpu } from './dawn.ts';
import { type WatchedBackend, watchDevice } from './watch-device.ts';

/** Opens tfjs-backend-webgpu on Dawn and makes it the current backend. */
export async function openWebgpu(): Promise<OpenEngine> {
  const { device } = await provideGpu();
  // After navigator.gpu exists: the backend registers itself at import only then.
  await import('@tensorflow/tfjs-backend-webgpu');
  await tf.setBackend('webgpu');
  watchDevice(tf.backend() as unknown as WatchedBackend);
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
