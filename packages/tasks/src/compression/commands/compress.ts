/** `yoto compress`: from a picture to a file. */
import { AppError, fixedLambda, isTrained, type JobDetail, parseInput } from '@yoto/core';
import { readPicture } from '@yoto/datasets';
import type { TaskCommand, TrainedModels } from '@yoto/training';
import { z } from 'zod';
import { type CommandModel, chosenModel } from '../../commands/model-of.ts';
import { outputFile, shownPath } from '../../commands/output-file.ts';
import { compressToSize } from '../codec/compress-to-size.ts';
import type { CompressedPicture, ImageCodec } from '../codec/open-codec.ts';
import { pictureDifference, type RgbPicture } from '../codec/rgb-picture.ts';
import { compressReport, targetWarning } from './reports.ts';
import { COMPRESSED_ENDING } from './specs.ts';
import { withCodec } from './with-codec.ts';

const Options = z.strictObject({
  job: z.uuid().optional(),
  model: z.string().optional(),
  lambda: z.number().positive().optional(),
  bpp: z.number().positive().optional(),
  out: z.string().optional(),
  force: z.boolean(),
  verify: z.boolean(),
});
type Options = z.infer<typeof Options>;

export interface CompressReport {
  engine: string;
  width: number;
  height: number;
  lambda: number;
  bytes: number;
  bitsPerPixel: number;
  /** Of the file: its header, and what the rate term of an evaluation says. */
  estimatedBitsPerPixel: number;
  /** How many files were made on the way to the size that was asked for. */
  trials: number;
  /** Whether the file is about as large as was asked for; null when no size was asked for. */
  reachedTarget: boolean | null;
  /** From pixels to a file. */
  compressSeconds: number;
  /** What decoding the file again gave; null when it was not asked for. */
  verified: { psnr: number; decompressSeconds: number } | null;
  /** What of the picture's file is not in its pixels. */
  changes: string[];
}

/** Writes the file once it is known to be readable. Throws what `ImageCodec` and `readPicture` do. */
export const compress: TaskCommand = async (context) => {
  const { image = '' } = context.arguments;
  const options = parseInput(Options, context.options, 'The options');
  const out = await outputFile([image], COMPRESSED_ENDING, options);
  const model = await modelOf(context.models, options);
  const report = await withCodec(context, model, async (codec, engine): Promise<CompressReport> => {
    const { width, height, bytes: data, changes } = await readPicture(image, codec);
    const picture = { width, height, data };
    const start = performance.now();
    const { trials, reachedTarget, ...compressed } = await compressedPicture(codec, picture, options);
    const compressSeconds = (performance.now() - start) / 1000 / trials;
    const verified = options.verify ? await verify(codec, picture, compressed) : null;
    await context.files.write(out, compressed.file);
    return {
      ...{ engine: engine.name, width, height, lambda: compressed.lambda, bytes: compressed.file.length },
      bitsPerPixel: compressed.bits / width / height,
      estimatedBitsPerPixel: compressed.estimatedBits / width / height,
      ...{ trials, reachedTarget, compressSeconds, verified, changes },
    };
  });
  const warning = targetWarning(report, options.bpp);
  if (warning !== undefined) context.say(warning);
  return { text: compressReport(shownPath(out), report, options.bpp), json: { file: out, ...report } };
};

async function modelOf(models: TrainedModels, options: Options): Promise<CommandModel> {
  const { lambda, bpp } = options;
  if (lambda !== undefined && bpp !== undefined) {
    throw new AppError('invalid_input', 'Both --lambda and --bpp were given', {
      details: { fix: 'give the one or the other' },
    });
  }
  const model = await chosenModel(models, options);
  const { job } = model;
  if (job && lambda === undefined && bpp === undefined && !fixedLambda(job.spec)) throw noLambda(job);
  return model;
}

function noLambda({ id, spec }: JobDetail): AppError {
  const lambdas = isTrained(spec) ? spec.evaluation.lambdas : [];
  const known = lambdas.flatMap((lambda) => Object.values(lambda)).sort((a, b) => a - b);
  const list = known.map((lambda) => Number(lambda.toPrecision(5))).join(', ');
  return new AppError(
    'invalid_input',
    `Job ${id} covers a range of lambdas: say which. It was evaluated at ${list}`,
    {
      details: { fix: 'choose one with --lambda, or a size with --bpp' },
    },
  );
}

async function compressedPicture(
  codec: ImageCodec,
  picture: RgbPicture,
  { lambda, bpp }: Options,
): Promise<CompressedPicture & Pick<CompressReport, 'trials' | 'reachedTarget'>> {
  if (bpp !== undefined) return compressToSize(codec, picture, bpp);
  const { min, max } = codec.limits;
  if (lambda === undefined && min !== max) {
    throw new AppError(
      'invalid_input',
      `This model covers weights from ${min} to ${max}: say which with --lambda, or how large the file may be with --bpp`,
    );
  }
  return { ...(await codec.compress(picture, lambda ?? min)), trials: 1, reachedTarget: null };
}

/** Reads the file as anybody else would. Throws `internal` should it hold other integers than were written. */
async function verify(codec: ImageCodec, picture: RgbPicture, { file, latents }: CompressedPicture) {
  const start = performance.now();
  const decoded = await codec.decompress(file);
  const decompressSeconds = (performance.now() - start) / 1000;
  const isSame = (name: keyof typeof latents) =>
    latents[name].every((value, index) => decoded.latents[name][index] === value);
  if (!isSame('latents') || !isSame('hyperLatents')) {
    throw new AppError('internal', 'The file was read again and holds something else: it is not written');
  }
  return { psnr: pictureDifference(picture, decoded.picture), decompressSeconds };
}
