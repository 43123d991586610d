// TensorFlow.js in a browser: its core alone. The rest of the package `@tensorflow/tfjs` (layers, converter, data) is nothing
// that models here use.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';

export * as tf from '@tensorflow/tfjs-core';
