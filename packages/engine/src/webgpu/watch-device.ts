// WebGPU reports what goes wrong on the device to nobody in particular, and goes on with zeros: here it becomes an
// exception, at once where the cause is known (a buffer larger than the device allows), else at the next read.
import { AppError } from '@yoto/core';
import type { WebgpuBackend } from './webgpu-backend.ts';

export function watchDevice(backend: WebgpuBackend): void {
  let failure: AppError | null = null;
  const { device, bufferManager } = backend;
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault?.();
    const { error } = event;
    const isMemory = error.constructor.name === 'GPUOutOfMemoryError';
    failure ??= isMemory ? outOfMemory(error.message) : deviceFailed(error.message);
  });
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') failure ??= deviceFailed(message);
  });
  const limit = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (bytes, ...rest) => {
    if (bytes <= limit) return acquire(bytes, ...rest);
    throw outOfMemory(
      `a tensor of ${Math.ceil(bytes / 2 ** 20)} MiB, where ${Math.floor(limit / 2 ** 20)} are allowed`,
    );
  };
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    const values = await read(dataId);
    const thrown = failure;
    failure = null;
    if (thrown !== null) throw thrown;
    return values;
  };
}

function outOfMemory(why: string): AppError {
  return new AppError(
    'out_of_memory',
    `The webgpu engine's memory is full (${why}): use a smaller batch or a narrower model`,
  );
}

function deviceFailed(why: string): AppError {
  return new AppError('crashed', `The webgpu engine's device failed (${why}): restart the process`);
}
