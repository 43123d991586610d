export { type H5Array, readH5Arrays } from './h5-arrays.ts';
export { isH5 } from './open-h5.ts';
