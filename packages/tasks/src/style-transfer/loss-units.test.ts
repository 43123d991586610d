import { openDataset } from '@yoto/datasets';
import { tf } from '@yoto/engine';
import { openFeatureNetwork } from '@yoto/features';
import { FEATURE_NETWORKS, type FeatureNetworkId, featureNetworkSpec } from '@yoto/features/specs';
import { describeOnEngines } from '@yoto/testkit/engines-here';
import { expect, test } from 'vitest';
import { lossUnits } from './loss-units.ts';
import { contentLoss, styleLoss } from './losses.ts';

const SIDE = 64;
const PAIRS = 13;
const dataDir = process.env.YOTO_TEST_DATA;

/** Mean losses between a content and a style that have nothing to do with each other, in the units of the network. */
async function unrelated(id: FeatureNetworkId, pictures: 'photographs' | 'patterns'): Promise<number[]> {
  const scene = { cropSize: SIDE, crops: 'scene', holdOut: 'none' };
  const open = (kind: 'content' | 'style', folder: string) =>
    pictures === 'patterns'
      ? openDataset('patterns', { kind, size: SIDE }, { dataDir: '', ownThread: false })
      : openDataset('images', { ...scene, folder }, { dataDir: dataDir ?? '', ownThread: false });
  const [contents, styles] = [await open('content', 'photos'), await open('style', 'paintings')];
  const network = await openFeatureNetwork(id, { dataDir: dataDir ?? '' });
  const { contentLayer, styleLayers } = featureNetworkSpec(id);
  const units = lossUnits(id);
  const indices = Array.from({ length: PAIRS }, (_, index) => index % styles.evaluationSize);
  const batch = async (source: typeof contents) =>
    tf.tensor4d(await source.evaluation(indices), [PAIRS, SIDE, SIDE, 3]);
  const [content, style] = [await batch(contents), await batch(styles)];
  const means = tf.tidy(() => {
    const [of, to] = [content, style].map((images) => network.layers(images, [contentLayer, ...styleLayers]));
    const layer = (layers: typeof of, name: string) => layers?.[name] as tf.Tensor4D;
    const losses = [
      tf.div(contentLoss(layer(of, contentLayer), layer(to, contentLayer)), units.content),
      ...styleLayers.map((name, index) =>
        tf.div(styleLoss(layer(of, name), layer(to, name)), units.styles[index] as number),
      ),
    ];
    return losses.map((loss) => tf.mean(loss).dataSync()[0] as number);
  });
  tf.dispose([content, style]);
  network.dispose();
  await Promise.all([contents.close(), styles.close()]);
  return means;
}

const TARGETS = [5e4, 1e8, 1e8, 1e8, 1e7];
function expectNear(found: readonly number[], factor: number): void {
  for (const [index, target] of TARGETS.entries()) {
    expect(found[index], `loss ${index} of ${found}`).toBeGreaterThan(target / factor);
    expect(found[index], `loss ${index} of ${found}`).toBeLessThan(target * factor);
  }
}

describeOnEngines(['wasm'], () => {
  test('generated scenes and textures, which are louder, have losses of the same order', async () => {
    expectNear(await unrelated('small-vgg', 'patterns'), 15);
  });

  test.skipIf(!dataDir).each(['small-vgg', 'vgg19-blocks-1-3', 'squeezenet1_1', 'random'] as const)(
    'unrelated photographs and paintings have losses of the size that the paper’s weights suit: in %s',
    async (id) => expectNear(await unrelated(id, 'photographs'), 1.3),
  );

  test('every network that judges has units, but those that the paper’s weights are for', () => {
    const own = FEATURE_NETWORKS.map(({ id }) => id).filter((id) => lossUnits(id) !== lossUnits('vgg16'));
    expect(own).toEqual(['vgg19-blocks-1-3', 'squeezenet1_1', 'small-vgg', 'random']);
  });
});
