import { AppError, type Lambda } from '@yoto/core';
import { tf } from '@yoto/engine';
import { constantLambdaBatch } from '../lambda/lambda-batch.ts';
import type { HostBatch, PictureContext, PictureSet } from '../task.ts';
import { batchExamples, uploadBatch } from '../train/batch-tensors.ts';
import { forwardContext } from '../train/forward-context.ts';
import type { OpenModel } from '../train/open-model.ts';
import { firstExamples } from './first-examples.ts';
import { type PictureSheet, pictureSheet, type SheetContent } from './picture-sheet.ts';
import { shownLambdas } from './shown-lambdas.ts';

const MOST_EXAMPLES = 8;
/** Beyond [0, 1]: rounding, less than can be seen in 8 bits. */
const SLACK = 1e-3;
/** Part of file names. */
const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;

/** A trained model, or a mixture of two. */
export interface PictureSubject extends Pick<OpenModel, 'run' | 'spec' | 'lambdaNames' | 'conditioning'> {
  /** Of a mixture; a single model makes what is asked as it is. */
  atLambda?: PictureContext['atLambda'];
}

/**
 * What the task shows of the model, as sheets of 8-bit pixels; none for a task without pictures. A function of the
 * weights and the spec. Throws `internal` when the task's sets are not as the interface wants them.
 */
export async function makePictures(subject: PictureSubject): Promise<PictureSheet[]> {
  if (!subject.run.pictures) return [];
  const hostBatch = await firstExamples(subject.run.data.evaluation, MOST_EXAMPLES);
  const sheets: PictureSheet[] = [];
  const sets = picturesOf(subject, hostBatch);
  try {
    for (const { images, ...set } of sets) {
      const shape = images.shape as SheetContent['shape'];
      const values = await images.data<'float32'>();
      if (!values.every((value) => value >= -SLACK && value <= 1 + SLACK))
        throw unusable(set.name, 'have values outside [0, 1]');
      sheets.push(pictureSheet({ ...set, shape, values }));
    }
    return sheets;
  } finally {
    tf.dispose(sets.map(({ images }) => images));
  }
}

/** The checked sets; the caller disposes of their images. */
function picturesOf(subject: PictureSubject, hostBatch: HostBatch): PictureSet[] {
  let sets: PictureSet[] = [];
  tf.tidy(() => {
    sets = subject.run.pictures?.(pictureContext(subject, hostBatch)) ?? [];
    checkSets(sets);
    // Clones, because a task may give one of the batch's tensors, or one tensor twice.
    sets = sets.map((set) => ({ ...set, images: tf.keep(tf.clone(set.images)) }));
  });
  return sets;
}

function pictureContext(subject: PictureSubject, hostBatch: HostBatch): PictureContext {
  const { spec, lambdaNames, atLambda = (lambda, make) => make(lambda) } = subject;
  return {
    batch: uploadBatch(hostBatch),
    examples: batchExamples(hostBatch),
    lambdas: shownLambdas(spec),
    atLambda,
    forwardContext: (lambda, size) =>
      forwardContext(subject, constantLambdaBatch(lambda, lambdaNames, size), 'pictures', 0),
  };
}

function checkSets(sets: readonly PictureSet[]): void {
  const seen = new Set<string>();
  for (const { name, lambda, images, columns = 1 } of sets) {
    const refuse = (why: string): never => {
      throw unusable(name, why);
    };
    if (!NAME.test(name)) refuse('need a name of at most 50 lower-case letters, digits and dashes');
    const [count = 0, height = 0, width = 0, channels] = images.shape;
    if (images.rank !== 4 || count * height * width === 0 || (channels !== 1 && channels !== 3))
      refuse(`have the shape [${images.shape}]: [count, height, width, 1 or 3] is needed`);
    if (!Number.isInteger(columns) || columns < 1) refuse(`cannot have ${columns} tiles in a row`);
    const one = `${name} ${lambdaKey(lambda)}`;
    if (seen.has(one)) refuse('are there twice for the same lambda');
    seen.add(one);
  }
}

const unusable = (name: string, why: string) =>
  new AppError('internal', `The task's pictures "${name}" ${why}`);

const lambdaKey = (lambda: Lambda | null): string =>
  JSON.stringify(lambda && Object.entries(lambda).sort(([a], [b]) => (a < b ? -1 : 1)));
