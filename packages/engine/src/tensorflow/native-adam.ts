// Adam as TensorFlow's own operation: one pass, where tfjs's operations take thirteen. It updates variables of TensorFlow in
// place; ours borrow the tensors' memory for the update, which copies what others still hold.
import { tf } from '../tf.ts';
import type { AdamAttrs, AdamInputs } from '../wasm/kernels/adam.ts';
import { floatType, type NativeBackend, type NativeBinding } from './native-operation.ts';

const NAMES = ['parameter', 'firstMoment', 'secondMoment'] as const;

/** What is kept from update to update of one backend. */
interface Workplace {
  /** Handles of the variables that every update borrows, in the order of NAMES. */
  variables: number[];
  /** The numbers of the last update, as tensors: those of one step are the same for every parameter. */
  numbers: { values: number[]; ids: number[] };
}

const workplaces = new WeakMap<NativeBackend, Workplace>();

/** Outputs: parameter, first moment, second moment, all in buffers of their own. */
export function nativeAdam(backend: NativeBackend, inputs: AdamInputs, attrs: AdamAttrs): tf.Tensor[] {
  const { binding } = backend;
  const workplace = workplaceOf(backend);
  const { variables } = workplace;
  const dtype = floatType(binding, 'dtype');
  const ids = backend.getInputTensorIds([...NAMES.map((name) => inputs[name]), inputs.gradient]);
  for (const [index, variable] of variables.entries()) {
    binding.executeOp('AssignVariableOp', [dtype], [variable, ids[index] as number], 0);
  }
  const gradient = ids[NAMES.length] as number;
  binding.executeOp(
    'ResourceApplyAdam',
    [floatType(binding)],
    [...variables, ...numbersOf(binding, workplace, attrs), gradient],
    0,
  );
  const [parameter, ...moments] = variables.map((variable) => {
    const [output] = binding.executeOp('ReadVariableOp', [dtype], [variable], 1);
    if (output === undefined) throw new Error("TensorFlow's Adam gave nothing");
    return backend.createOutputTensor(output);
  }) as [tf.Tensor, tf.Tensor, tf.Tensor];
  if (attrs.decay === 1) return [parameter, ...moments];
  const decayed = tf.mul(parameter, attrs.decay);
  parameter.dispose();
  return [decayed, ...moments];
}

/** beta1^t, beta2^t, the rate, beta1, beta2 and epsilon. The corrections for t are in the rate: single precision has few digits of 1 - beta^t. */
function numbersOf(
  binding: NativeBinding,
  workplace: Workplace,
  { beta1, beta2, rate, correction, epsilon }: AdamAttrs,
): number[] {
  const root = Math.sqrt(correction);
  const values = [0, 0, rate / root, beta1, beta2, epsilon / root];
  const { numbers } = workplace;
  if (values.some((value, index) => value !== numbers.values[index])) {
    for (const id of numbers.ids) binding.deleteTensor(id);
    const ids = values.map((value) => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value)));
    workplace.numbers = { values, ids };
  }
  return workplace.numbers.ids;
}

function workplaceOf(backend: NativeBackend): Workplace {
  const known = workplaces.get(backend);
  if (known !== undefined) return known;
  const { binding } = backend;
  const variables = NAMES.map((name) => {
    const attrs = [
      floatType(binding, 'dtype'),
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: [] },
      { name: 'shared_name', type: binding.TF_ATTR_STRING, value: `yoto-adam-${name}` },
    ];
    const [handle] = binding.executeOp('VarHandleOp', attrs, [], 1);
    if (handle === undefined) throw new Error('TensorFlow made no variable');
    return handle.id;
  });
  const created = { variables, numbers: { values: [], ids: [] } };
  workplaces.set(backend, created);
  return created;
}
