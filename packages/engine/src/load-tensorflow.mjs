// Node looks through a CommonJS module for its exports before it imports it, which for TensorFlow.js takes four
// times as long as running it: 0.4 s at the start of every trainer. `require` does without.
import { createRequire } from 'node:module';

export const tf = createRequire(import.meta.url)('@tensorflow/tfjs');
