export type { BitstreamFault } from './bitstream-error.ts';
export type { CompressedImage, ContainerLimits } from './container/compressed-image.ts';
export * from './container/read-container.ts';
export * from './container/write-container.ts';
export * from './entropy-coder/symbols.ts';
export * from './networks/convolutions.ts';
export { type FeatureMap, featureMap } from './networks/feature-map.ts';
export type { Kernel } from './networks/kernel.ts';
export * from './networks/layers.ts';
export {
  portableExp,
  portableLog,
  portableSigmoid,
  portableSoftplus,
  portableTanh,
} from './portable-math/portable-math.ts';
export * from './tables/factorized-tables.ts';
export * from './tables/gaussian-tables.ts';
export * from './tables/scale-levels.ts';
export { fingerprintTables, type SymbolTables } from './tables/symbol-tables.ts';
