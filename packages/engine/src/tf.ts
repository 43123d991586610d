// The one place that imports TensorFlow.js, so that every package shares one tfjs-core (and its registered gradients).
export { tf } from './load-tensorflow.mjs';
