export type { FeatureNetwork } from './feature-network.ts';
export { type OpenFeatureNetworkOptions, openFeatureNetwork } from './open-feature-network.ts';
