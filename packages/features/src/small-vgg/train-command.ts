// `npm run train:feature-network -- --data DIR`: trains the weights of `small-vgg` from those of VGG19's blocks 1 to 3. DIR has
// vgg/, photos/, paintings/ and CIFAR-10. Options: --steps N, --seed N, --out FILE, --engine NAME, --engines-dir DIR, --threads N.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { EngineChoice, type Optimiser } from '@yoto/core';
import { openEngine, tf } from '@yoto/engine';
import { createAdam, encodeSafetensors } from '@yoto/training';
import { openFeatureNetwork } from '../open-feature-network.ts';
import { balancedWeights } from './balance-layers.ts';
import { byLayer, COMPARED, channelMoments, createDistillation, createStudent } from './distillation.ts';
import { SMALL_VGG_FILE } from './small-vgg.ts';
import { openTrainingPictures } from './training-pictures.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: SMALL_VGG_FILE },
    engine: { type: 'string', default: 'auto' },
    'engines-dir': { type: 'string', default: '.yoto/engines' },
    threads: { type: 'string', default: '2' },
  },
});
const PEAK_RATE = 3e-3;
const LAST_RATE = 2e-5;
/** Batches that the moments of channels and layers are taken of. */
const MEASURED_BATCHES = 40;
const REPORT_EVERY = 50;

async function main(dataDir: string): Promise<void> {
  const [steps, seed] = [Number(options.steps), Number(options.seed)];
  const engine = await openEngine(EngineChoice.parse(options.engine), {
    threads: Number(options.threads),
    nativeDir: options['engines-dir'],
  });
  console.log(`${steps} steps, seed ${seed}, on ${engine.name}`);
  const teacher = await openFeatureNetwork('vgg19-blocks-1-3', { dataDir });
  const pictures = await openTrainingPictures(dataDir, seed);
  const measured = await Promise.all(
    Array.from({ length: MEASURED_BATCHES }, (_, step) => pictures.at(step)),
  );
  const student = createStudent(seed);
  const distillation = createDistillation(teacher, student, channelMoments(teacher, measured));
  const variables = student.parameters.all();
  const settings: Optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const adam = createAdam({ variables, undecayed: new Set(), settings, weightDecay: 0 });
  const start = performance.now();
  let next = pictures.at(0);
  for (let step = 1; step <= steps; step++) {
    const images = await next;
    next = pictures.at(step);
    const rate = LAST_RATE + ((PEAK_RATE - LAST_RATE) * (1 + Math.cos((Math.PI * step) / steps))) / 2;
    const loss = tf.tidy(() => {
      const targets = distillation.targets(images);
      const { value, grads } = tf.variableGrads(() => {
        const errors = distillation.errors(images, targets);
        return tf.div(tf.addN(COMPARED.map((name) => errors[name])), COMPARED.length) as tf.Scalar;
      }, [...variables.values()]);
      const gradients = [...variables].map(
        ([name, variable]) => [name, grads[variable.name] as tf.Tensor] as const,
      );
      adam.update(new Map(gradients), rate, step);
      return step % REPORT_EVERY === 0 ? value.dataSync()[0] : undefined;
    });
    images.dispose();
    if (loss !== undefined) {
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.log(`step ${step}, ${seconds} s: unexplained variance ${loss.toFixed(4)}`);
    }
  }
  for (const [kind, images] of Object.entries(await pictures.heldOut())) {
    const explained = tf.tidy(() => {
      const targets = distillation.targets(images);
      const errors = distillation.errors(images, targets);
      return byLayer((name) => {
        const variance = tf.mean(tf.moments(targets[name], [0, 1, 2]).variance);
        return (1 - (errors[name].dataSync()[0] as number) / (variance.dataSync()[0] as number)).toFixed(3);
      });
    });
    console.log(`explained variance, held-out ${kind} (${images.shape.join(' x ')}):`, explained);
  }
  const metadata = {
    network: 'small-vgg: distilled from VGG19 blocks 1-3',
    layout: 'kernels HWIO',
    training: `${steps} steps, seed ${seed}, ${engine.name}`,
    licence: 'CC BY 4.0, derived from VGG19 of K. Simonyan and A. Zisserman',
  };
  const bytes = encodeSafetensors({ tensors: balancedWeights(teacher, student, measured), metadata });
  await writeFile(options.out, bytes);
  console.log(
    `${options.out}: ${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}`,
  );
  await pictures.close();
  await engine.dispose();
}

if (options.data === undefined) {
  console.error('Name the folder with vgg/, photos/, paintings/ and CIFAR-10: --data DIR');
  process.exitCode = 2;
} else await main(options.data);
