export type { FeatureNetwork, FrozenWeights } from './feature-network.ts';
export { type OpenFeatureNetworkOptions, openFeatureNetwork } from './open-feature-network.ts';
