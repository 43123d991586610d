import { describe, expect, test } from 'vitest';
import { randomStream } from './random-stream.ts';

const take = (seed: number, stream: string, step: number) =>
  Array.from(
    { length: 8 },
    (
      (draws) => () =>
        draws.uint32()
    )(randomStream(seed, stream, step)),
  );

describe('randomStream', () => {
  test('is a pure function of seed, stream and step', () => {
    expect(take(7, 'lambda', 12)).toEqual(take(7, 'lambda', 12));
  });
  test.each([
    ['seed', take(8, 'lambda', 12)],
    ['stream', take(7, 'noise', 12)],
    ['step', take(7, 'lambda', 13)],
    ['step beyond 32 bits', take(7, 'lambda', 12 + 2 ** 32)],
  ])('another %s gives other draws', (_what, draws) => {
    expect(draws).not.toEqual(take(7, 'lambda', 12));
  });
  test('uniforms and normals have the right moments', () => {
    const draws = randomStream(1, 'moments');
    const n = 200_000;
    const moments = (values: Float32Array) => {
      const mean = values.reduce((sum, v) => sum + v, 0) / n;
      return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n };
    };
    const uniform = moments(draws.uniforms(n));
    expect(uniform.mean).toBeCloseTo(0.5, 2);
    expect(uniform.variance).toBeCloseTo(1 / 12, 2);
    const normal = moments(draws.normals(n));
    expect(normal.mean).toBeCloseTo(0, 2);
    expect(normal.variance).toBeCloseTo(1, 1);
  });
  test('integers cover their range evenly', () => {
    const draws = randomStream(3, 'integers');
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 50_000; i++) counts[draws.integer(5)]! += 1;
    for (const count of counts) expect(count / 10_000).toBeCloseTo(1, 1);
  });
});
