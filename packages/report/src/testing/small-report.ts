/** A report on a sweep whose numbers are computed, not made up: two seeds, a grid, a YOTO group a little above it. */
import {
  type DataRecord,
  isTrained,
  planSweep,
  resolveSweepSpec,
  type SweepSpecInput,
  type TaskSpec,
  taskCatalogue,
} from '@yoto/core';
import { type ComparedJob, type ComparisonInput, compareSweep } from '@yoto/frontier';
import { z } from 'zod';
import type { ReportInput } from '../report-input.ts';

const task: TaskSpec = {
  id: 'vae',
  title: 'beta-VAE',
  params: z.strictObject({ latent: z.int().default(10) }),
  datasets: [
    {
      id: 'shapes',
      title: 'Shapes',
      params: z.strictObject({}),
      defaults: {
        steps: 10,
        batchSize: 4,
        learningRate: 0.1,
        weightDecay: 0,
        schedule: { kind: 'constant' },
        filmStrength: 1,
        conditioningHiddenUnits: 8,
        distribution: {},
      },
    },
  ],
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', unit: 'nats', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL', unit: 'nats', weight: { min: 0.5, max: 512, scale: 'log' } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
};

export const tasks = taskCatalogue([task]);

export interface SmallReport {
  name?: string;
  groupName?: string;
  /** Whether anything has been evaluated. */
  measured?: boolean;
  pictures?: ReportInput['pictures'];
  picturesLeftOut?: number;
}

/** YOTO models are this much worse, times (1 + seed). */
const EXCESS = 0.5;

export function smallReport(options: SmallReport = {}): ReportInput {
  const { name = 'Small', groupName = 'YOTO', measured = true, pictures = [], picturesLeftOut = 0 } = options;
  const written: SweepSpecInput = {
    name,
    task: { id: 'vae' },
    defaults: { seeds: [0, 1] },
    groups: [
      {
        kind: 'yoto',
        name: groupName,
        distribution: { kl: { kind: 'log-uniform', min: 1, max: 64 } },
      },
      { kind: 'fixed', name: 'grid', lambdas: { kl: [1, 4, 16, 64] } },
    ],
  };
  const spec = resolveSweepSpec(written, tasks);
  const jobs = planSweep(spec)
    .jobs.filter(isTrained)
    .map((job, index) => {
      const weight = job.kind === 'fixed' ? job.evaluation.lambdas[0] : undefined;
      const own: ComparedJob = {
        id: String(index),
        group: job.group,
        kind: job.kind,
        seed: job.seed,
        state: measured ? 'completed' : 'queued',
        lambda: weight ?? null,
        steps: measured ? job.steps : 0,
        deviceSeconds: job.kind === 'fixed' ? 10 + job.seed : 25,
      };
      const evaluations = job.evaluation.lambdas.map((lambda): ComparisonInput['evaluations'][number] => {
        const above = job.seed / 10 + (job.kind === 'yoto' ? EXCESS * (1 + job.seed) : 0);
        const beta = lambda.kl ?? 1;
        const losses = { reconstruction: 10 * Math.sqrt(beta) + above, kl: 10 / Math.sqrt(beta) + above };
        return { jobId: own.id, at: { lambda }, losses, metrics: {} };
      });
      return { own, evaluations: measured ? evaluations : [] };
    });
  const comparison = compareSweep({
    sweepId: SWEEP_ID,
    spec,
    task,
    jobs: jobs.map(({ own }) => own),
    evaluations: jobs.flatMap(({ evaluations }) => evaluations),
  });
  return {
    ...surroundings(jobs.length, measured),
    pictures,
    picturesLeftOut,
    comparison,
    ...sweepOf(name, spec, jobs.length, measured),
  };
}

const SWEEP_ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';

function sweepOf(
  name: string,
  spec: ReportInput['sweep']['spec'],
  jobs: number,
  measured: boolean,
): Pick<ReportInput, 'sweep'> {
  const none = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };
  return {
    sweep: {
      id: SWEEP_ID,
      name,
      taskId: 'vae',
      datasetId: 'shapes',
      createdAt: '2026-01-02T03:04:05.000Z',
      cancelledAt: null,
      jobCounts: { ...none, [measured ? 'completed' : 'queued']: jobs },
      totalSteps: 10 * jobs,
      doneSteps: measured ? 10 * jobs : 0,
      description: '',
      labels: {},
      favourite: false,
      archivedAt: null,
      lastActivityAt: '2026-03-01T12:00:00.000Z',
      state: measured ? 'completed' : 'queued',
      stepsByState: {
        queued: { done: 0, total: 0 },
        running: { done: 0, total: 0 },
        pausing: { done: 0, total: 0 },
        paused: { done: 0, total: 0 },
        completed: { done: 0, total: 0 },
        failed: { done: 0, total: 0 },
        cancelled: { done: 0, total: 0 },
      },
      priority: null,
      deviceSeconds: 0,
      secondsLeft: null,
      cannotStart: [],
      url: '/',
      spec,
    },
  };
}

export const SMALL_DATA: DataRecord = {
  description: 'shapes, drawn anew',
  fingerprint: { sha256: 'd0'.repeat(32), covers: 'the generator "shapes", version 1, and its parameters' },
  frozen: [],
};

const surroundings = (
  jobs: number,
  measured: boolean,
): Omit<ReportInput, 'sweep' | 'comparison' | 'pictures' | 'picturesLeftOut'> => ({
  task: {
    id: 'vae',
    title: 'beta-VAE',
    params: {},
    datasets: [{ id: 'shapes', title: 'Shapes', params: {}, defaults: {} }],
    lossTerms: [...task.lossTerms],
    metrics: [],
    frontierAxes: task.frontierAxes,
    codecs: [],
    publishedCurves: [],
    commands: [],
    interpolates: false,
  },
  provenance: {
    sweepId: SWEEP_ID,
    serverVersion: '1.2.3',
    machines: measured
      ? [
          {
            engine: 'wasm',
            engineVersion: '4.22.0',
            device: 'cpu',
            workerVersion: '1.2.3',
            attempts: jobs,
            jobs,
            deviceSeconds: 130,
          },
        ]
      : [],
    data: measured ? [{ ...SMALL_DATA, jobs, attempts: jobs }] : [],
    artifacts: [],
    moreArtifacts: false,
  },
  published: [],
  tool: { version: '1.2.3', commit: 'abc123' },
  generatedAt: new Date('2026-02-03T04:05:06Z'),
});
