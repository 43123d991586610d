/** `yoto stylize`: a picture in the style of another. */
import { formatBytes, type Lambda, parseInput } from '@yoto/core';
import { encodeForFile, pictureFormat, type RgbImage } from '@yoto/datasets';
import { tf } from '@yoto/engine';
import { decodeCheckpoint, type TaskCommand } from '@yoto/training';
import { z } from 'zod';
import { chosenModel } from '../../commands/model-of.ts';
import { outputFile, shownPath } from '../../commands/output-file.ts';
import { megapixelRate, rows } from '../../commands/report.ts';
import { openTrainedModel, styleModelFacts, type TrainedStyleModel } from '../trained-model.ts';
import { chosenWeights } from './chosen-weights.ts';
import { type PreparedPicture, readContent, readStyle } from './prepared-pictures.ts';
import { STYLISED_ENDING } from './specs.ts';

const Options = z.strictObject({
  job: z.uuid().optional(),
  model: z.string().optional(),
  weights: z.string().optional(),
  size: z.int().positive().optional(),
  'style-size': z.int().positive().optional(),
  out: z.string().optional(),
  force: z.boolean(),
});

const CHANNELS = 3;
const WHITE = 255;

/** Bytes of memory for each pixel and channel of the first layer, measured on WebAssembly. */
const BYTES = 36;
/** The address space of WebAssembly is 4 GiB. */
const WORKING_BYTES = 3 * 2 ** 30;

/** Instance normalisation looks at the whole picture at once, so it cannot be cut into parts. */
const mostPixels = (channels: number): number => Math.floor(WORKING_BYTES / (BYTES * (channels + CHANNELS)));

/** Throws `invalid_input` for pictures, weights and sizes that the model cannot do, and what `openTrainedModel` does. */
export const stylize: TaskCommand = async (context) => {
  const { content: contentFile = '', style: styleFile = '' } = context.arguments;
  const options = parseInput(Options, context.options, 'The options');
  const out = await outputFile([contentFile, styleFile], STYLISED_ENDING, options);
  pictureFormat(out);
  const { file } = await chosenModel(context.models, options);
  const state = decodeCheckpoint(await context.files.read(file));
  const { channels, imageSize, limits } = styleModelFacts(state);
  const weights = chosenWeights(options.weights, limits);
  const content = await readContent(contentFile, { size: options.size, mostPixels: mostPixels(channels) });
  const style = await readStyle(styleFile, options['style-size'] ?? imageSize);
  const engine = await context.openEngine();
  const model = await openTrainedModel(state, context.location);
  try {
    const start = performance.now();
    const painted = await paint(model, content, style, weights);
    const seconds = (performance.now() - start) / 1000;
    const bytes = await encodeForFile(out, painted);
    await context.files.write(out, bytes);
    const { width, height } = painted;
    return {
      text: rows([
        ['file', `${shownPath(out)}, ${formatBytes(bytes.length)}`],
        ['content', described(content)],
        ['style', described(style)],
        [
          'weights',
          Object.entries(weights)
            .map(([name, weight]) => `${name}=${rounded(weight)}`)
            .join(', '),
        ],
        ['painting', `${seconds.toFixed(2)} s, ${megapixelRate(painted, seconds)}`],
        ['engine', engine.name],
      ]),
      json: {
        ...{ file: out, engine: engine.name, width, height, weights, bytes: bytes.length, seconds },
        content: factsOf(content),
        style: factsOf(style),
      },
    };
  } finally {
    model.dispose();
  }
};

async function paint(
  model: TrainedStyleModel,
  content: RgbImage,
  style: RgbImage,
  weights: Lambda,
): Promise<RgbImage> {
  const pixels = tf.tidy(() => {
    const painted = model.stylise(asTensor(content), asTensor(style), weights);
    return tf.round(tf.mul(painted, WHITE));
  });
  try {
    return { width: content.width, height: content.height, bytes: Uint8Array.from(await pixels.data()) };
  } finally {
    pixels.dispose();
  }
}

const asTensor = ({ width, height, bytes }: RgbImage): tf.Tensor4D =>
  tf.tensor4d(
    Float32Array.from(bytes, (byte) => byte / WHITE),
    [1, height, width, CHANNELS],
  );

const rounded = (weight: number): number => Number(weight.toPrecision(6));

const factsOf = ({ width, height, changes }: PreparedPicture) => ({ width, height, changes });

function described({ width, height, original, changes }: PreparedPicture): string {
  const isReduced = width !== original.width || height !== original.height;
  const from = isReduced ? [`reduced from ${original.width} x ${original.height}`] : [];
  return [`${width} x ${height}`, ...from, ...changes].join('; ');
}
