/** Gradients against differences of the values themselves. */
import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { expect } from 'vitest';

export interface GradientCheck {
  /** Half the smaller of the two distances over which values are compared. */
  step?: number;
  /** Of the largest numerical derivative of a variable. */
  tolerance?: number;
}

/**
 * Expects the gradient that `compute` gives each variable to be its derivative: a fourth-order central difference, for
 * one random weighting of the outputs. The sum over outputs is in double precision, so that only each output's own
 * rounding (about `1e-7 / step`) is left.
 */
export function expectGradients(
  compute: () => tf.Tensor,
  variables: Readonly<Record<string, tf.Variable>>,
  { step = 0.02, tolerance = 2e-3 }: GradientCheck = {},
): void {
  const dy = tf.tidy(() => randomStream(1, 'output-gradient').normals(compute().size));
  const value = (): number => {
    const outputs = tf.tidy(() => compute().dataSync());
    return dy.reduce((sum, weight, index) => sum + weight * (outputs[index] as number), 0);
  };
  const analytic = analyticGradients(compute, variables, dy);
  for (const [name, variable] of Object.entries(variables)) {
    const centre = variable.dataSync().slice() as Float32Array;
    const at = (index: number, offset: number): number => {
      const moved = centre.with(index, (centre[index] as number) + offset);
      assign(variable, moved);
      return value();
    };
    const numeric = Array.from(centre, (_, index) => {
      const near = at(index, step) - at(index, -step);
      const far = at(index, 2 * step) - at(index, -2 * step);
      return (8 * near - far) / (12 * step);
    });
    assign(variable, centre);
    const largest = Math.max(...numeric.map(Math.abs));
    expect(largest, `the derivative by ${name}`).toBeGreaterThan(0);
    const worst = Math.max(
      ...numeric.map((one, index) => Math.abs(one - (analytic[name]?.[index] ?? Number.NaN))),
    );
    expect(worst / largest, `the gradient of ${name}`).toBeLessThan(tolerance);
  }
}

function analyticGradients(
  compute: () => tf.Tensor,
  variables: Readonly<Record<string, tf.Variable>>,
  dy: Float32Array,
): Record<string, Float32Array> {
  return tf.tidy(() => {
    const weighted = () => tf.sum(tf.mul(compute().flatten(), tf.tensor1d(dy))) as tf.Scalar;
    const { grads } = tf.variableGrads(weighted, Object.values(variables));
    const values = Object.entries(variables).map(([name, { name: own }]) => [
      name,
      grads[own]?.dataSync().slice() as Float32Array,
    ]);
    return Object.fromEntries(values);
  });
}

function assign(variable: tf.Variable, values: Float32Array): void {
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
}
