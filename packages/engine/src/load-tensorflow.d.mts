import * as tf from '@tensorflow/tfjs';

export { BackendWasm, version_wasm } from '@tensorflow/tfjs-backend-wasm';
export { tf };
