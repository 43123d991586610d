import { expect } from 'vitest';
import { tf } from '../tf.ts';

/** Largest difference allowed, relative to the largest value: some hundred roundings of single precision. */
const TOLERANCE = 3e-5;

interface Values {
  shape: number[];
  values: Float32Array;
}

/** Normal values that depend on `seed` only, made on the reference backend. */
async function inputsOf(shapes: number[][], seed: number): Promise<Values[]> {
  await tf.setBackend('cpu');
  return shapes.map((shape, index) => {
    const tensor = tf.randomNormal(shape, 0, 1, 'float32', 1 + seed * 100 + index);
    const values = tensor.dataSync() as Float32Array;
    tensor.dispose();
    return { shape, values };
  });
}

async function outputsOf(backend: string, compute: Compute, inputs: Values[]): Promise<Values[]> {
  await tf.setBackend(backend);
  const { numTensors, numDataBuffers } = tf.memory();
  const given = inputs.map(({ shape, values }) => tf.tensor(values, shape));
  const outputs = tf.tidy(() => [compute(...given)].flat());
  const results = await Promise.all(
    outputs.map(async (tensor) => ({ shape: tensor.shape, values: Float32Array.from(await tensor.data()) })),
  );
  tf.dispose([...given, ...outputs]);
  expect(tf.memory(), 'what is left behind').toMatchObject({ numTensors, numDataBuffers });
  return results;
}

// biome-ignore lint/suspicious/noExplicitAny: each case names the ranks of its own operands
export type Compute = (...inputs: any[]) => tf.Tensor | tf.Tensor[];

interface Reference {
  inputs: Values[];
  expected: Values[];
}

/** By the comparison: the engines of a file make the same ones, and the reference takes ten times as long as they. */
const references = new Map<string, Promise<Reference>>();
/** How many comparisons a test has made. */
const comparisons = new Map<string, number>();

/** The test without its engine, the place of the comparison in it, and its inputs; taken wrongly, it would not compare equal. */
function nextComparison(shapes: number[][], seed: number): string {
  const test = expect.getState().currentTestName ?? '';
  const names = test.split(' > ').slice(1);
  const place = comparisons.get(test) ?? 0;
  comparisons.set(test, place + 1);
  return JSON.stringify([names, place, shapes, seed]);
}

async function computeReference(compute: Compute, shapes: number[][], seed: number): Promise<Reference> {
  const inputs = await inputsOf(shapes, seed);
  return { inputs, expected: await outputsOf('cpu', compute, inputs) };
}

/** Runs `compute` on the current backend and on the pure-JavaScript reference, and compares every output. */
export async function expectReference(compute: Compute, shapes: number[][], seed = 0): Promise<void> {
  const backend = tf.getBackend();
  const comparison = nextComparison(shapes, seed);
  const reference = references.get(comparison) ?? computeReference(compute, shapes, seed);
  references.set(comparison, reference);
  const { inputs, expected } = await reference;
  const found = await outputsOf(backend, compute, inputs);
  expect(found.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [index, { values }] of expected.entries()) {
    expect(
      worstDifference(values, found[index]?.values ?? new Float32Array()),
      `output ${index}`,
    ).toBeLessThan(TOLERANCE);
  }
}

function worstDifference(expected: Float32Array, found: Float32Array): number {
  let worst = 0;
  let scale = 0.1;
  for (const [index, value] of expected.entries()) {
    const other = found[index] ?? Number.NaN;
    if (Object.is(value, other) || (Number.isNaN(value) && Number.isNaN(other))) continue;
    const difference = Math.abs(value - other);
    if (!(difference <= worst)) worst = difference;
    if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
  }
  return worst / scale;
}

/** The outputs of `compute` and the gradient of each input, for an output gradient that is the last input. */
export function withGradients(compute: (...inputs: tf.Tensor[]) => tf.Tensor): Compute {
  return (...inputs: tf.Tensor[]) => {
    const dy = inputs.at(-1);
    const operands = inputs.slice(0, -1);
    if (dy === undefined) throw new Error('withGradients needs an output gradient');
    return [compute(...operands), ...tf.grads(compute)(operands, dy)];
  };
}
