/** The whole task: the contract on generated scenes and textures and, with YOTO_TEST_FULL=1, on photographs and paintings with VGG19. */
import { describeTask } from '@yoto/training/contract';
import { styleTransferTask } from './index.ts';

const settings = { batchSize: 2, learningRate: 2e-3, steps: 20, evaluation: { examples: 3 } };
describeTask(styleTransferTask, {
  params: { channels: 4 },
  settings,
  dataset: { id: 'patterns', params: { imageSize: 32 } },
});

const dataDir = process.env.YOTO_TEST_DATA;
if (dataDir && process.env.YOTO_TEST_FULL === '1') {
  describeTask(styleTransferTask, {
    params: { channels: 4, featureNetwork: 'vgg19-blocks-1-3' },
    settings,
    dataDir,
    dataset: { id: 'pictures', params: { imageSize: 32, evaluationShare: 0.15 } },
  });
}
