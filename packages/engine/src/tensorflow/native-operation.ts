// Runs any operation of TensorFlow, also those that tfjs does not know, on tensors of the native backend.
import type { tf } from '../tf.ts';

/** What this folder uses of tfjs-node's backend. */
export interface NativeBackend {
  isUsingGpuDevice: boolean;
  binding: NativeBinding;
  tensorMap: { get(dataId: object): { id: number } };
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  createOutputTensor(metadata: OutputMetadata): tf.Tensor;
}

/** Tensors are numbers here. */
export interface NativeBinding {
  TF_Version: string;
  TF_ATTR_TYPE: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_INT: number;
  TF_ATTR_STRING: number;
  TF_ATTR_SHAPE: number;
  TF_FLOAT: number;
  TF_INT32: number;
  createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  executeOp(name: string, attrs: NativeAttr[], inputs: number[], outputs: number): OutputMetadata[];
}

interface OutputMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

export interface NativeAttr {
  name: string;
  type: number;
  value: unknown;
}

/** The attribute T (or another) that says that operands are of single precision. */
export function floatType({ TF_ATTR_TYPE, TF_FLOAT }: NativeBinding, name = 'T'): NativeAttr {
  return { name, type: TF_ATTR_TYPE, value: TF_FLOAT };
}

/** An operation with one result. */
export function runNative(
  backend: NativeBackend,
  name: string,
  inputs: tf.TensorInfo[],
  attrs: NativeAttr[] = [],
): tf.Tensor {
  const ids = backend.getInputTensorIds(inputs);
  const [output] = backend.binding.executeOp(name, [floatType(backend.binding), ...attrs], ids, 1);
  if (output === undefined) throw new Error(`TensorFlow's ${name} gave nothing`);
  return backend.createOutputTensor(output);
}

/** An operation of ours, which has no attribute T. */
export function runOwnNative(
  backend: NativeBackend,
  name: string,
  inputs: tf.TensorInfo[],
  attrs: NativeAttr[] = [],
  outputs = 1,
): tf.Tensor[] {
  const ids = backend.getInputTensorIds(inputs);
  return backend.binding
    .executeOp(name, attrs, ids, outputs)
    .map((output) => backend.createOutputTensor(output));
}
