import { randomStream } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../crc32.ts';
import { naiveConvolution, naiveTransposed } from '../testing/naive-convolution.ts';
import { convolve, convolveTransposed } from './convolutions.ts';
import { type FeatureMap, featureMap } from './feature-map.ts';
import type { Kernel } from './kernel.ts';
import { dense, leakyRelu, relu, scaleAndShift } from './layers.ts';

const draws = randomStream(1, 'networks');

function randomMap(height: number, width: number, channels: number, zeros = 0.5): FeatureMap {
  const values = Float64Array.from({ length: height * width * channels }, () =>
    draws.uniform() < zeros ? 0 : draws.normal(),
  );
  return featureMap(height, width, channels, values);
}

function randomKernel(...shape: [number, number, number, number]): Kernel {
  return { shape, values: draws.normals(shape.reduce((product, size) => product * size)) };
}

describe('convolve', () => {
  it.each([
    [1, 1, 3],
    [1, 5, 3],
    [4, 7, 3],
    [6, 5, 5],
    [2, 2, 5],
    [5, 4, 1],
    [4, 4, 2],
  ])('of a %i x %i image with a kernel of %i is the definition to the last bit', (height, width, size) => {
    const input = randomMap(height, width, 19);
    const kernel = randomKernel(size, size, 19, 6);
    const bias = [...draws.normals(6)];
    const output = convolve(input, kernel, bias);
    expect([output.height, output.width, output.channels]).toEqual([height, width, 6]);
    expect([...output.values]).toEqual(naiveConvolution(input, kernel, bias));
  });
});

describe('convolveTransposed', () => {
  it.each([
    [1, 1, 5, 2],
    [3, 4, 5, 2],
    [5, 2, 3, 2],
    [2, 3, 4, 2],
    [2, 3, 3, 1],
    [2, 2, 2, 3],
    [3, 2, 5, 4],
  ])(
    'of a %i x %i image, kernel %i, stride %i, is the definition to the last bit',
    (height, width, size, stride) => {
      const input = randomMap(height, width, 21);
      const kernel = randomKernel(size, size, 5, 21);
      const bias = [...draws.normals(5)];
      const output = convolveTransposed(input, kernel, stride, bias);
      expect([output.height, output.width, output.channels]).toEqual([height * stride, width * stride, 5]);
      expect([...output.values]).toEqual(naiveTransposed(input, kernel, stride, bias));
    },
  );

  it('puts one pixel where TensorFlow does: kernel 5, stride 2 starts one pixel before', () => {
    const input = featureMap(2, 2, 1, [0, 0, 0, 1]);
    const kernel = { shape: [5, 5, 1, 1] as const, values: Float32Array.from({ length: 25 }, (_, i) => i) };
    // Output (y, x) = kernel (y - 2 + 1, x - 2 + 1).
    expect([...convolveTransposed(input, kernel, 2).values]).toEqual([
      0, 0, 0, 0, 0, 0, 1, 2, 0, 5, 6, 7, 0, 10, 11, 12,
    ]);
  });
});

describe('small layers', () => {
  it('compute what their names say', () => {
    const values = Float64Array.of(-2, -0, 0, 3);
    expect([...relu(values)]).toEqual([0, 0, 0, 3]);
    expect([...leakyRelu(values, 0.2)]).toEqual([-0.4, -0, 0, 3]);
    expect(relu(Float64Array.of(Number.NaN))[0]).toBeNaN();
    const map = scaleAndShift(featureMap(1, 2, 2, [1, 2, 3, 4]), [2, -1], [0.5, 0]);
    expect(map).toEqual(featureMap(1, 2, 2, [2.5, -2, 6.5, -4]));
    expect([...dense(Float64Array.of(1, 10), Float32Array.of(1, 2, 3, 4, 5, 6), [100, 0, 0])]).toEqual([
      141, 52, 63,
    ]);
  });

  it('has the same bits everywhere', () => {
    const fixed = randomStream(2, 'fixed network');
    // Uniform draws: normal ones go through Math.log, which engines round as they like.
    const weights = (...shape: [number, number, number, number]): Kernel => ({
      shape,
      values: fixed.uniforms(shape.reduce((product, size) => product * size)).map((value) => value - 0.5),
    });
    const input = featureMap(
      3,
      2,
      12,
      Float64Array.from({ length: 72 }, () => fixed.integer(7) - 3),
    );
    const hidden = convolveTransposed(input, weights(5, 5, 10, 12), 2, fixed.uniforms(10));
    const modulated = scaleAndShift(hidden, fixed.uniforms(10), fixed.uniforms(10));
    const output = convolve({ ...modulated, values: leakyRelu(modulated.values, 0.2) }, weights(3, 3, 10, 9));
    const view = new DataView(new ArrayBuffer(output.values.length * 8));
    output.values.forEach((value, i) => {
      view.setFloat64(8 * i, value, true);
    });
    expect(crc32(new Uint8Array(view.buffer)).toString(16)).toMatchInlineSnapshot(`"e1ecf30b"`);
  });

  it('refuse sizes that do not fit', () => {
    const map = featureMap(1, 1, 2, [1, 2]);
    const kernel = randomKernel(3, 3, 2, 4);
    expect(() => featureMap(2, 2, 2, [1])).toThrow(/2 x 2 x 2 has 8 values, not 1/);
    expect(() => convolve(map, randomKernel(3, 3, 3, 4))).toThrow(/takes 3 channels, not 2/);
    expect(() => convolveTransposed(map, kernel, 2)).toThrow(/takes 4 channels, not 2/);
    expect(() => convolve(map, { ...kernel, values: new Float32Array(7) })).toThrow(/has 72 weights, not 7/);
    expect(() => convolve(map, kernel, [1])).toThrow(/bias for 4 channels/);
    expect(() => scaleAndShift(map, [1], [1, 2])).toThrow(/as many scales and shifts, not 1 and 2/);
    expect(() => dense(map.values, new Float32Array(3), [0])).toThrow(/has 2 weights, not 3/);
  });
});
