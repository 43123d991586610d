/** What the daemon and its trainer processes say to each other (structured clone over Node's IPC channel). */
import type { ErrorCode, EvaluationPoint, JobSpec, MetricPoint } from '@yoto/core';
import type { ChosenEngine, EngineChoice, EngineName } from '@yoto/engine';

/** From the daemon to the trainer. */
export type TrainerCommand =
  | {
      type: 'train';
      spec: JobSpec;
      dataDir: string;
      /** Folder where the trainer leaves its checkpoints for the daemon to collect. */
      workDir: string;
      taskPackages: string[];
      /** A checkpoint file to go on from. */
      resumeFrom: string | undefined;
    }
  /** End after the step at hand, with a checkpoint. */
  | { type: 'stop' };

/** How the trainer's process is started: which engine it opens first of all. */
export interface TrainerEngineOptions {
  /** A choice already made is not probed again. */
  engine: EngineChoice | ChosenEngine;
  threads: number;
  nativeDir: string;
}

/** From the trainer to the daemon, in the order in which things happened. */
export type TrainerReport =
  | { type: 'engine'; name: EngineName; device: string; reason: string }
  | { type: 'progress'; step: number; examplesPerSecond: number }
  | { type: 'metrics'; points: MetricPoint[] }
  | { type: 'evaluations'; points: EvaluationPoint[] }
  | { type: 'checkpoint'; step: number; file: string }
  | { type: 'completed'; timings: Record<string, number> }
  | { type: 'stopped'; step: number; timings: Record<string, number> }
  | { type: 'failed'; code: ErrorCode; message: string };
