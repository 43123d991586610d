/** Pairs of a content and a style image as batches `contents` and `styles`, `[batch, side, side, 3]` in [0, 1]. */
import { createHash } from 'node:crypto';
import { type DataFingerprint, randomStream } from '@yoto/core';
import { fingerprintData, type ImageDataset, openDataset, trainingBatch } from '@yoto/datasets';
import type { Batches, HostBatch, TaskContext } from '@yoto/training';
import { MOST_PICTURES } from './pictures.ts';
import type { PicturesParams } from './spec.ts';
import { type ChoosableStyles, MOST_STYLES } from './style-choices.ts';

export interface StyleData {
  train: Batches;
  evaluation: Batches;
  description: string;
  fingerprint(): Promise<DataFingerprint>;
  /** For people who explore a model. */
  choosableStyles(): Promise<ChoosableStyles>;
  close(): Promise<void>;
}

interface Sources {
  contents: ImageDataset;
  styles: ImageDataset;
}

/**
 * Opens the job's contents and styles, each in a thread of its own. Training pairs are a function of (seed, index), those
 * of the evaluation of the index alone: every held-out content in turn, in a style that changes with each round.
 */
export async function openStyleData(context: TaskContext): Promise<StyleData> {
  const sources = await openSources(context);
  const { contents, styles } = sources;
  const { seed, batchSize } = context;
  const pairs = contents.evaluationSize * styles.evaluationSize;
  const evaluated = Math.min(context.evaluationExamples, pairs);
  const pairsAt = (index: number) => {
    const first = index * batchSize;
    return Array.from({ length: Math.min(batchSize, evaluated - first) }, (_, i) =>
      pairOf(first + i, sources),
    );
  };
  return {
    train: {
      count: Number.POSITIVE_INFINITY,
      async at(index) {
        const chosen = randomStream(seed, 'styles', index);
        const ofStyles = Array.from({ length: batchSize }, () => chosen.integer(styles.trainSize));
        const ofContents = trainingBatch(contents.trainSize, batchSize, seed, index);
        const draws = (what: string) => ({ seed, stream: `augmentation/${what}`, step: index });
        return hostBatch(sources, {
          contents: await contents.train(ofContents, draws('contents')),
          styles: await styles.train(ofStyles, draws('styles')),
        });
      },
    },
    evaluation: {
      count: Math.ceil(evaluated / batchSize),
      async at(index) {
        const shown = pairsAt(index);
        return hostBatch(sources, {
          contents: await contents.evaluation(shown.map(({ content }) => content)),
          styles: await styles.evaluation(shown.map(({ style }) => style)),
        });
      },
      names: (index) => Promise.all(pairsAt(index).map((pair) => nameOf(pair, sources))),
    },
    description: `Contents: ${contents.description}. Styles: ${styles.description}`,
    fingerprint: () => fingerprintOf(sources),
    choosableStyles: () => choosableStyles(sources, Math.min(MOST_PICTURES, evaluated)),
    async close() {
      await Promise.all([contents.close(), styles.close()]);
    },
  };
}

/** Indices of held-out pictures. */
interface Pair {
  content: number;
  style: number;
}

/** Pairs differ as long as there are any left. */
function pairOf(example: number, { contents, styles }: Sources): Pair {
  const content = example % contents.evaluationSize;
  const round = Math.floor(example / contents.evaluationSize);
  return { content, style: (content + round) % styles.evaluationSize };
}

/** The first held-out styles, and which of them the first `contents` examples have. */
async function choosableStyles(sources: Sources, contents: number): Promise<ChoosableStyles> {
  const { styles } = sources;
  const count = Math.min(MOST_STYLES, styles.evaluationSize);
  const named = Array.from({ length: count }, async (_, style) => {
    const { name } = await styles.evaluationImage(style);
    return styleName(name, style);
  });
  return {
    names: await Promise.all(named),
    picture: (index) => styles.evaluation([index]),
    side: styles.width,
    ofContents: Array.from({ length: contents }, (_, example) => pairOf(example, sources).style),
  };
}

const styleName = (name: string | undefined, style: number): string => name ?? `style ${style + 1}`;

async function nameOf({ content, style }: Pair, { contents, styles }: Sources): Promise<string> {
  const [ofContent, ofStyle] = await Promise.all([
    contents.evaluationImage(content),
    styles.evaluationImage(style),
  ]);
  return `${ofContent.name ?? `content ${content + 1}`} in the style of ${styleName(ofStyle.name, style)}`;
}

function hostBatch(sources: Sources, pictures: Record<keyof Sources, Float32Array>): HostBatch {
  const array = (what: keyof Sources) => {
    const { height, width, channels } = sources[what];
    const data = pictures[what];
    return { shape: [data.length / (height * width * channels), height, width, channels], data };
  };
  return { contents: array('contents'), styles: array('styles') };
}

function openSources({ dataset, ...location }: TaskContext): Promise<Sources> {
  const open = (id: string, params: Record<string, unknown>) => openDataset(id, params, location);
  if (dataset.id === 'patterns') {
    const { imageSize } = dataset.params as { imageSize: number };
    return openBoth(
      open('patterns', { kind: 'content', size: imageSize }),
      open('patterns', { kind: 'style', size: imageSize }),
    );
  }
  const { styleFolder, imageSize, ...contents } = dataset.params as PicturesParams;
  const scenes = { cropSize: imageSize, crops: 'scene', flip: contents.flip };
  return openBoth(
    open('images', { ...contents, ...scenes }),
    open('images', { ...scenes, folder: styleFolder, holdOut: 'none' }),
  );
}

/** When one cannot be opened, the other is closed. */
async function openBoth(contents: Promise<ImageDataset>, styles: Promise<ImageDataset>): Promise<Sources> {
  const opened = await Promise.allSettled([contents, styles]);
  const failed = opened.find((one) => one.status === 'rejected');
  if (!failed) return { contents: await contents, styles: await styles };
  await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
  throw failed.reason;
}

/** Of both together. */
async function fingerprintOf({ contents, styles }: Sources): Promise<DataFingerprint> {
  const [content, style] = [await fingerprintData(contents.source), await fingerprintData(styles.source)];
  const sha256 = createHash('sha256').update(`${content.sha256}\t${style.sha256}`).digest('hex');
  return { sha256, covers: `contents: ${content.covers}; styles: ${style.covers}` };
}
