/** The one training loop: fixed and YOTO jobs, fresh and resumed, of every task. */
import {
  AppError,
  type DataRecord,
  type EvaluationPoint,
  type MetricPoint,
  pointValue,
  toAppError,
} from '@yoto/core';
import { type ExampleReport, recordExamples } from '../examples/record-examples.ts';
import { makePictures, type PictureSubject } from '../pictures/make-pictures.ts';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import type { HostBatch } from '../task.ts';
import { evaluate } from './evaluate.ts';
import { learningRateAt } from './learning-rate.ts';
import { measureOnHost } from './measure-on-host.ts';
import { type EvaluationPlace, modelOutput } from './model-output.ts';
import { type Prefetcher, prefetch } from './prefetch.ts';
import { reportData } from './report-data.ts';
import { openSession, type Session, type SessionOptions, saveSession } from './session.ts';
import { createStopwatch, type Stopwatch, type TrainTimings } from './stopwatch.ts';
import { type TrainProgress, trackProgress } from './track-progress.ts';
import { isMetricStep, type StepLosses, trainStep } from './train-step.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';

/** Where results go. Each call is awaited before training goes on; an error ends the run with that error. */
export interface TrainReport extends ExampleReport {
  /** Once, before anything else: what data the run works with. */
  data?(data: DataRecord): Promise<void> | void;
  metrics(points: MetricPoint[]): Promise<void> | void;
  evaluation(points: EvaluationPoint[]): Promise<void> | void;
  /** A file to resume from, after `step` optimiser steps. */
  checkpoint(step: number, bytes: Uint8Array): Promise<void> | void;
  /** At most about once a second. */
  progress(progress: TrainProgress): Promise<void> | void;
  /** Once, after the last step of a completed run: what the task shows of the model. Not called without pictures. */
  pictures?(sheets: PictureSheet[]): Promise<void> | void;
}

/** Set `stop` at any time: the run ends after the step under way, with a checkpoint first or without. */
export interface TrainSignal {
  stop?: 'checkpoint' | 'abort' | undefined;
}

export interface TrainOptions extends SessionOptions {
  report: TrainReport;
  signal?: TrainSignal;
  /** To be read while it trains; its own unless given. */
  stopwatch?: Stopwatch;
}

export interface TrainResult {
  status: 'completed' | 'stopped';
  /** Optimiser steps done. */
  step: number;
  timings: TrainTimings;
}

/**
 * Trains a job to its last step, or until the signal. What it computes and reports is a function of the spec alone:
 * a run resumed from any checkpoint ends, on the same engine, with the same bits as an uninterrupted one.
 * The engine must be open. Throws `diverged` when the loss stops being finite (the checkpoints reported so far are
 * good), `checkpoint_corrupt` when `resumeFrom` is not of this job, and what the data set, task or report throw.
 */
export async function trainJob(options: TrainOptions): Promise<TrainResult> {
  const { stopwatch = createStopwatch() } = options;
  const session = await openSession(options);
  const batches = prefetch(session.run.data.train, session.step, session.spec.steps);
  try {
    const { report, signal = {} } = options;
    await reportData(session.run, { report, stopwatch });
    const status = await runSteps({ session, batches, stopwatch, report, signal });
    if (status === 'completed') await stopwatch.measure('report', () => reportPictures(session, report));
    return { status, step: session.step, timings: stopwatch.timings() };
  } finally {
    await batches.settled();
    await session.dispose();
  }
}

interface Run {
  session: Session;
  batches: Prefetcher;
  stopwatch: Stopwatch;
  report: TrainReport;
  signal: TrainSignal;
}

async function runSteps(run: Run): Promise<TrainResult['status']> {
  const { session, batches, stopwatch, report, signal } = run;
  const { spec } = session;
  const progress = trackProgress(spec, session.step);
  let savedStep = session.step;
  const save = async () => {
    await stopwatch.measure('report', async () =>
      report.checkpoint(session.step, await saveSession(session)),
    );
    savedStep = session.step;
  };
  for (;;) {
    await evaluateWhenDue(run);
    const isFinished = session.step >= spec.steps && session.evaluatedStep === session.step;
    if (signal.stop && !isFinished) {
      if (signal.stop === 'checkpoint' && savedStep !== session.step) await save();
      return 'stopped';
    }
    if (isDue(session, spec.checkpoint.everySteps) && savedStep !== session.step) await save();
    if (isFinished) return 'completed';
    const batch = await stopwatch.measure('data', () => batches.next());
    await stepAndRecord(run, batch);
    const news = progress.after(session.step);
    if (news) await stopwatch.measure('report', () => report.progress(news));
    await yieldToEventLoop();
  }
}

/** One optimiser step; its metric points, when a window ends here. */
async function stepAndRecord({ session, stopwatch, report }: Run, batch: HostBatch): Promise<void> {
  const losses = await stopwatch.measure('compute', () => trainStep(session, batch));
  const step = session.step + 1;
  if (!Number.isFinite(losses.loss)) {
    const points = Object.entries(losses).map(([name, value]) => ({ name, step, value: pointValue(value) }));
    await stopwatch.measure('report', () => report.metrics(points));
    throw divergedAt(step, losses);
  }
  const { spec, window } = session;
  session.step = step;
  const { gradientNorm, ...others } = losses;
  const isClipped = spec.optimiser.maxGradientNorm !== undefined;
  window.add(isClipped ? losses : others);
  if (!isMetricStep(spec, step)) return;
  const points: MetricPoint[] = [
    ...window.take(step),
    { name: 'learningRate', step, value: learningRateAt(spec, step - 1) },
  ];
  // Without clipping it is known of this step alone, so it is no mean.
  if (!isClipped && gradientNorm !== undefined)
    points.push({ name: 'gradientNorm', step, value: pointValue(gradientNorm) });
  await stopwatch.measure('report', () => report.metrics(points));
}

/** The examples are told with the last points, before the last checkpoint: a run resumed from that has told them. */
async function evaluateWhenDue({ session, stopwatch, report, signal }: Run): Promise<void> {
  const { spec, step } = session;
  if (!isDue(session, spec.evaluation.everySteps) || session.evaluatedStep === step) return;
  const recorder = step === spec.steps ? recordExamples(session, report) : undefined;
  const subject = { ...session, outputAt: (place: EvaluationPlace) => modelOutput(session, place) };
  const isStopped = () => signal.stop !== undefined;
  const points = await stopwatch.measure('evaluate', async () => {
    const host = step === spec.steps ? await measureOnHost(session) : undefined;
    return evaluate(subject, { isStopped, recorder, host });
  });
  if (!points) return;
  await stopwatch.measure('report', async () => {
    await report.evaluation(points);
    await recorder?.report();
  });
  session.evaluatedStep = step;
}

/** Pictures are no reason for a run to fail. */
export async function reportPictures(
  subject: PictureSubject,
  report: Pick<TrainReport, 'pictures' | 'picturesFailed'>,
): Promise<void> {
  if (!report.pictures) return;
  const made = await makePictures(subject).catch((error: unknown) => toAppError(error));
  if (made instanceof AppError) await report.picturesFailed?.(made);
  else if (made.length > 0) await report.pictures(made);
}

/** Every so many steps, and at the last. */
function isDue({ step, spec }: Session, everySteps: number): boolean {
  return step > 0 && (step % everySteps === 0 || step === spec.steps);
}

function divergedAt(step: number, losses: StepLosses): AppError {
  const terms = Object.entries(losses).filter(([name]) => name.startsWith('loss/'));
  const shown = terms.map(([name, value]) => `${name.slice('loss/'.length)} ${value}`).join(', ');
  return new AppError(
    'diverged',
    `Training diverged at step ${step}: the loss is not finite (${shown}). Lower the learning rate or narrow the range of lambda`,
    { details: { step } },
  );
}
