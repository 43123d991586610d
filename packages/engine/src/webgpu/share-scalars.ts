// tfjs uploads every number that a program multiplies or adds by, each time anew: a staging buffer, a copy, and the end of
// the compute pass. The same few numbers come back every step.
import type { DeviceBuffer, WebgpuBackend } from './webgpu-backend.ts';

const BYTES = 4;
/** GPUBufferUsage: COPY_SRC | COPY_DST | STORAGE, as tfjs has it for tensors. */
const USAGE = 0x4 | 0x8 | 0x80;
/** Numbers that differ from step to step must not fill the device. */
const MOST = 1024;

/** Gives float32 scalars of one value one buffer, which is written once and never released. */
export function shareScalars(backend: WebgpuBackend): void {
  const buffers = new Map<number, DeviceBuffer>();
  const upload = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = (dataId) => {
    const data = backend.tensorMap.get(dataId);
    const value = data.shape?.length === 0 && data.dtype === 'float32' ? data.values?.[0] : undefined;
    if (value === undefined || data.resource != null) return upload(dataId);
    if (!buffers.has(value)) {
      if (buffers.size === MOST) return upload(dataId);
      buffers.set(value, bufferOf(backend, value));
    }
    data.resource = buffers.get(value);
    data.external = true;
    data.values = null;
  };
}

function bufferOf({ device }: WebgpuBackend, value: number): DeviceBuffer {
  const buffer = device.createBuffer({ size: BYTES, usage: USAGE, mappedAtCreation: true });
  new Float32Array(buffer.getMappedRange())[0] = value;
  buffer.unmap();
  return buffer;
}
