// Node looks through a CommonJS module for its exports before it imports it, which for TensorFlow.js takes four
// times as long as running it: half a second at the start of every trainer. `require` does without.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const tf = require('@tensorflow/tfjs');
export const { BackendWasm, version_wasm } = require('@tensorflow/tfjs-backend-wasm');
