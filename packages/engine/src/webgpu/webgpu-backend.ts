import type { tf } from '../tf.ts';

/** A buffer of the graphics device. */
export interface DeviceBuffer {
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

/** A kernel as tfjs's backend compiles it: a thread for every element of the result. */
export interface DeviceProgram {
  outputShape: number[];
  /** WGSL arrays of the inputs' elements. */
  variableNames: string[];
  /** Members of the WGSL structure `uniforms`. */
  uniforms?: string;
  workgroupSize: [number, number, number];
  dispatchLayout: { x: number[] };
  dispatch: [number, number, number];
  /** Of the code, whatever the shapes. */
  shaderKey: string;
  size: true;
  getUserCode(): string;
}

/** What this folder uses and changes of tfjs's backend. */
export interface WebgpuBackend {
  device: {
    limits: { maxBufferSize: number; maxStorageBufferBindingSize: number };
    addEventListener(
      type: 'uncapturederror',
      listener: (event: {
        error: { message: string; constructor: { name: string } };
        preventDefault?(): void;
      }) => void,
    ): void;
    createBuffer(descriptor: { size: number; usage: number; mappedAtCreation: boolean }): DeviceBuffer;
    lost: Promise<{ reason: string; message: string }>;
  };
  bufferManager: { acquireBuffer(bytes: number, ...rest: unknown[]): unknown };
  tensorMap: { get(dataId: object): TensorData };
  uploadToGPU(dataId: object): void;
  read(dataId: object): Promise<unknown>;
  disposeData(dataId: object): void;
  runWebGPUProgram(
    program: DeviceProgram,
    inputs: readonly tf.TensorInfo[],
    dtype: 'float32',
    uniforms: { type: 'float32' | 'int32'; data: number[] }[],
  ): tf.TensorInfo;
}

/** Where the values of a tensor are. */
interface TensorData {
  dtype: string;
  shape?: number[];
  /** On the host; null once they are on the device. */
  values?: ArrayLike<number> | null;
  /** On the device. */
  resource?: unknown;
  /** Somebody else's: disposing of the tensor leaves the resource alone. */
  external?: boolean;
}
