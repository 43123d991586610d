// The one place that imports TensorFlow.js, so that every package shares one tfjs-core (and its registered gradients). Which
// file `#tensorflow` is says package.json: Node's, or the browser's.
export { tf } from '#tensorflow';
