/** Inception v3 (Szegedy et al. 2016) to Mixed_6e as data, in the order of Keras's code, which numbers the weights. */

export interface InceptionConvolution {
  outputs: number;
  rows: number;
  columns: number;
  stride: number;
  pad: 'same' | 'valid';
}

/** A step of a branch: a convolution or a pool of 3x3 (average: stride 1, padded; max: stride 2, not padded). */
export type InceptionStep = InceptionConvolution | 'average-pool' | 'max-pool';

export interface InceptionLayer {
  name: string;
  /** Run side by side on the same input, their channels one after the other. */
  branches: readonly (readonly InceptionStep[])[];
}

const same = (outputs: number, rows: number, columns = rows): InceptionConvolution => ({
  ...{ outputs, rows, columns, stride: 1, pad: 'same' },
});
const valid = (outputs: number, size: number, stride = 1): InceptionConvolution => ({
  ...{ outputs, rows: size, columns: size, stride, pad: 'valid' },
});

const single = (name: string, ...steps: InceptionStep[]): InceptionLayer => ({ name, branches: [steps] });

const fine = (name: string, pooled: number): InceptionLayer => ({
  name,
  branches: [
    [same(64, 1)],
    [same(48, 1), same(64, 5)],
    [same(64, 1), same(96, 3), same(96, 3)],
    ['average-pool', same(pooled, 1)],
  ],
});

const factorised = (name: string, inner: number): InceptionLayer => ({
  name,
  branches: [
    [same(192, 1)],
    [same(inner, 1), same(inner, 1, 7), same(192, 7, 1)],
    [same(inner, 1), same(inner, 7, 1), same(inner, 1, 7), same(inner, 7, 1), same(192, 1, 7)],
    ['average-pool', same(192, 1)],
  ],
});

/** Named as in TensorFlow-Slim. */
export const INCEPTION_LAYERS: readonly InceptionLayer[] = [
  single('Conv2d_1a_3x3', valid(32, 3, 2)),
  single('Conv2d_2a_3x3', valid(32, 3)),
  single('Conv2d_2b_3x3', same(64, 3)),
  single('Conv2d_3b_1x1', 'max-pool', valid(80, 1)),
  single('Conv2d_4a_3x3', valid(192, 3)),
  single('MaxPool_5a_3x3', 'max-pool'),
  fine('Mixed_5b', 32),
  fine('Mixed_5c', 64),
  fine('Mixed_5d', 64),
  {
    name: 'Mixed_6a',
    branches: [[valid(384, 3, 2)], [same(64, 1), same(96, 3), valid(96, 3, 2)], ['max-pool']],
  },
  factorised('Mixed_6b', 128),
  factorised('Mixed_6c', 160),
  factorised('Mixed_6d', 160),
  factorised('Mixed_6e', 192),
];
