import path from 'node:path';
import { AppError, fixedLambda, type JobDetail } from '@yoto/core';
import type { Command } from 'commander';
import {
  addCodecOptions,
  type CodecOptions,
  machineOf,
  modelStore,
  outputFile,
} from '../codec/codec-options.ts';
import { compressReport, targetWarning } from '../codec/codec-report.ts';
import { modelOfJob } from '../codec/find-model.ts';
import { Compressed, runCodec } from '../codec/run-codec.ts';
import type { CliConfig } from '../config.ts';
import { formatMeasured } from '../output/numbers.ts';
import { findJob } from '../sweep/find-target.ts';
import { withExamples } from './examples.ts';
import { positiveNumber } from './number-argument.ts';

interface CompressOptions extends CodecOptions {
  job?: string;
  lambda?: number;
  bpp?: number;
  verify: boolean;
}

export function addCompress(program: Command, config: CliConfig): void {
  const command = program
    .command('compress')
    .description('compress a picture with the trained model of a job of the task "compression"')
    .argument('<image>', 'a PNG, JPEG or WebP file')
    .option('--job <job>', 'whose model: its id, or the beginning of one')
    .option('--lambda <weight>', 'weight of the squared error: greater is larger and better', positiveNumber)
    .option('--bpp <target>', 'instead: the best picture in at most so many bits per pixel', positiveNumber)
    .option('--out <file>', 'where to (default: the name of the picture with .yoto)')
    .option('--no-verify', 'do not decode the file again to check and measure it');
  addCodecOptions(command, config).action(async (image: string, options: CompressOptions) => {
    const out = await outputFile(image, '.yoto', options);
    const { model, modelId } = await chosenModel(options);
    const { lambda, bpp: bitsPerPixel, verify } = options;
    const request = {
      ...{ action: 'compress', model, modelId, image: path.resolve(image), out },
      ...{ lambda, bitsPerPixel, verify },
      ...machineOf(options),
    };
    const answer = { name: 'compressed', answer: Compressed } as const;
    const report = await runCodec(answer, request, config.environment);
    const warning = targetWarning(report, bitsPerPixel);
    if (warning !== undefined) console.error(warning);
    const shown = path.relative(process.cwd(), out) || out;
    console.log(
      options.json
        ? JSON.stringify({ file: out, ...report }, undefined, 2)
        : compressReport(shown, report, bitsPerPixel),
    );
  });
  withExamples(command, [
    ['yoto compress photo.png --job 7d3f8a21 --lambda 0.02', 'photo.yoto, at one place of the trade-off'],
    ['yoto compress photo.png --job 7d3f8a21 --bpp 0.5', 'the best that fits into half a bit per pixel'],
  ]);
}

async function chosenModel(options: CompressOptions): Promise<{ model: string; modelId?: string }> {
  const { job: reference, model, lambda, bpp } = options;
  if (lambda !== undefined && bpp !== undefined) {
    throw new AppError('invalid_input', 'Both --lambda and --bpp were given', {
      details: { fix: 'give the one or the other' },
    });
  }
  if (reference === undefined && model === undefined) {
    throw new AppError('invalid_input', 'No model was named', {
      details: { fix: 'name the job that trained it with --job ID, or a checkpoint file with --model FILE' },
    });
  }
  if (reference === undefined) return { model: path.resolve(model as string) };
  const store = modelStore(options);
  const job = await store.client.getJob({ params: { id: await findJob(store.client, reference) } });
  const file = model === undefined ? await modelOfJob(store, job) : path.resolve(model);
  if (lambda === undefined && bpp === undefined && !fixedLambda(job.spec)) throw noLambda(job);
  return { model: file, modelId: job.id };
}

function noLambda({ id, spec }: JobDetail): AppError {
  const known = spec.evaluation.lambdas.flatMap((lambda) => Object.values(lambda)).sort((a, b) => a - b);
  const list = known.map(formatMeasured).join(', ');
  return new AppError(
    'invalid_input',
    `Job ${id} covers a range of lambdas: say which. It was evaluated at ${list}`,
    {
      details: { fix: 'choose one with --lambda, or a size with --bpp' },
    },
  );
}
