/** Speed of the coder and of the exact networks on one image of Kodak's size (768 x 512) with 192 channels. */
import { randomStream } from '@yoto/core';
import {
  convolve,
  convolveTransposed,
  decodeSymbols,
  encodeSymbols,
  type FeatureMap,
  featureMap,
  gaussianTables,
  type Kernel,
  SCALE_LEVELS,
  scaleIndices,
} from '../src/index.ts';

const CHANNELS = 192;
const draws = randomStream(1, 'bench');

/** Processor time of one run (other programs may be running): the mean of half a second of runs, after one that compiles. */
function secondsOf(run: () => unknown): number {
  run();
  const start = process.cpuUsage();
  const seconds = () => process.cpuUsage(start).user / 1e6;
  let runs = 0;
  for (; seconds() < 0.5; runs++) run();
  return seconds() / runs;
}

function benchCoder(name: string, largestSigma: number): void {
  const count = 48 * 32 * CHANNELS;
  const sigmas = Float64Array.from({ length: count }, () => largestSigma * draws.uniform() ** 4);
  const latents = Int32Array.from(sigmas, (sigma) =>
    Math.round(Math.max(sigma, SCALE_LEVELS[0]!) * draws.normal()),
  );
  const tables = gaussianTables();
  const indices = scaleIndices(sigmas);
  const stream = encodeSymbols(latents, indices, tables);
  const millions = (run: () => unknown) => (count / secondsOf(run) / 1e6).toFixed(1);
  console.log(
    `${name}: ${((stream.length * 8) / count).toFixed(3)} bits a symbol;`,
    `indices ${millions(() => scaleIndices(sigmas))}, encode ${millions(() => encodeSymbols(latents, indices, tables))},`,
    `decode ${millions(() => decodeSymbols(stream, indices, tables))} million symbols/s`,
  );
}

/** `zeros` is the share of zeros in the input; the rate counts the products of a dense input. */
function benchLayer(
  name: string,
  input: FeatureMap,
  taps: number,
  run: (kernel: Kernel) => FeatureMap,
): void {
  const size = Math.sqrt(taps);
  const shape = [size, size, CHANNELS, CHANNELS] as const;
  const kernel = { shape, values: draws.normals(taps * CHANNELS * CHANNELS) };
  const seconds = secondsOf(() => run(kernel));
  const products = input.height * input.width * taps * CHANNELS * CHANNELS;
  console.log(`${name}: ${(seconds * 1000).toFixed(0)} ms, ${(products / seconds / 1e9).toFixed(2)} GMAC/s`);
}

function randomMap(height: number, width: number, zeros: number): FeatureMap {
  const values = Float64Array.from({ length: height * width * CHANNELS }, () =>
    draws.uniform() < zeros ? 0 : draws.normal(),
  );
  return featureMap(height, width, CHANNELS, values);
}

const start = performance.now();
gaussianTables();
console.log(`gaussian tables: ${(performance.now() - start).toFixed(0)} ms`);
benchCoder('low rate', 1);
benchCoder('high rate', 64);
for (const zeros of [0, 0.5, 0.9]) {
  const share = `${zeros * 100} % zeros`;
  const small = randomMap(12, 8, zeros);
  benchLayer(`transposed 5x5, 12x8, ${share}`, small, 25, (kernel) => convolveTransposed(small, kernel, 2));
  const middle = randomMap(24, 16, zeros);
  benchLayer(`transposed 5x5, 24x16, ${share}`, middle, 25, (kernel) =>
    convolveTransposed(middle, kernel, 2),
  );
  const large = randomMap(48, 32, zeros);
  benchLayer(`3x3, 48x32, ${share}`, large, 9, (kernel) => convolve(large, kernel));
}
