import type { DeviceProgram } from './webgpu-backend.ts';

const THREADS = 128;

/** A thread for every element of the result. */
export function flatProgram(
  outputShape: number[],
): Pick<DeviceProgram, 'outputShape' | 'workgroupSize' | 'dispatchLayout' | 'dispatch' | 'size'> {
  const size = outputShape.reduce((product, length) => product * length, 1);
  return {
    outputShape,
    workgroupSize: [THREADS, 1, 1],
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(size / THREADS), 1, 1],
    size: true,
  };
}
