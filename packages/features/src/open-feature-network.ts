/** Opens feature networks by their ids. */
import { createFeatureNetwork } from './create-feature-network.ts';
import type { FeatureNetwork } from './feature-network.ts';
import { NETWORKS } from './networks.ts';
import { type FeatureNetworkId, featureNetworkSpec } from './specs.ts';
import { findWeights, type WeightsSource } from './weights/find-weights.ts';
import { fitWeights } from './weights/fit-weights.ts';
import { readWeights } from './weights/read-weights.ts';

export type OpenFeatureNetworkOptions = WeightsSource;

/**
 * The network with this id, on the engine that is open. Throws `data_missing` where its weights are not found or may not be
 * read, `data_corrupt` where they are not whole or not those of this network; then no tensor has been made.
 */
export async function openFeatureNetwork(
  id: FeatureNetworkId,
  options: OpenFeatureNetworkOptions,
): Promise<FeatureNetwork> {
  const spec = featureNetworkSpec(id);
  const { architecture, layouts, prepare, builtIn } = NETWORKS[id];
  const file = builtIn ? await builtIn() : await readWeights(await findWeights(spec, options));
  const fitted = fitWeights(prepare ? prepare(file) : file, architecture, layouts);
  return createFeatureNetwork(spec, architecture, fitted, file.sha256);
}
