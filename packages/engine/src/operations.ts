// What models are made of: no module of Node's, so that they run in browsers too.
export { type AdamResult, type AdamSettings, type AdamState, adamUpdate } from './adam-update.ts';
export { biasedConv2d, biasedConv2dTranspose } from './biased-convolution.ts';
export { film } from './film.ts';
export { instanceNorm } from './instance-norm.ts';
export { rootScale } from './root-scale.ts';
export { tf } from './tf.ts';
