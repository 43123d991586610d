/** What the daemon and its trainer processes say to each other (structured clone over Node's IPC channel). */
import type {
  DataRecord,
  EngineChoice,
  EngineName,
  ErrorCode,
  EvaluationPoint,
  JobSpec,
  MetricPoint,
} from '@yoto/core';
import type { ChosenEngine } from '@yoto/engine';

/** A job for the trainer. */
export type JobCommand = {
  spec: JobSpec;
  dataDir: string;
  /** Further folders that the job may read, by name. */
  dataFolders: Readonly<Record<string, string>>;
  /** Folder where the trainer leaves its checkpoints for the daemon to collect. */
  workDir: string;
  taskPackages: string[];
} & (
  | {
      type: 'train';
      /** A checkpoint file to go on from. */
      resumeFrom: string | undefined;
    }
  | {
      type: 'interpolate';
      /** The final checkpoint files of the models with the least and the greatest weight. */
      sources: [least: string, greatest: string];
    }
  /** Measure a reference. */
  | { type: 'reference' }
);

/** From the daemon to the trainer. */
export type TrainerCommand =
  | JobCommand
  /** End after the step at hand, with a checkpoint; what trains nothing ends without. */
  | { type: 'stop' }
  /** The daemon has handled one more report. */
  | { type: 'taken' };

/** How the trainer's process is started: which engine it opens first of all. */
export interface TrainerEngineOptions {
  /** A choice already made is not probed again. */
  engine: EngineChoice | ChosenEngine;
  threads: number;
  nativeDir: string;
}

/** From the trainer to the daemon, in the order in which things happened. */
export type TrainerReport =
  | { type: 'engine'; name: EngineName; version: string; device: string; reason: string }
  | { type: 'progress'; step: number; examplesPerSecond: number }
  /** What data the job works with; comes before its first point. */
  | { type: 'data'; data: DataRecord }
  | { type: 'metrics'; points: MetricPoint[] }
  | { type: 'evaluations'; points: EvaluationPoint[] }
  /** A file in the working folder; `score` is null where the same step was not evaluated or diverged. */
  | { type: 'checkpoint'; step: number; file: string; score: number | null }
  /** A file in the working folder that the job leaves behind as its artifact `name`. */
  | { type: 'artifact'; name: string; mediaType: string; file: string }
  /** The job goes on without its pictures. */
  | { type: 'pictures-failed'; message: string }
  | { type: 'completed'; step: number; timings: Record<string, number> }
  | { type: 'stopped'; step: number; timings: Record<string, number> }
  | { type: 'failed'; code: ErrorCode; message: string }
  /** The job left nothing behind in the process: it can train the next one. */
  | { type: 'idle' };

/**
 * Reports that a trainer sends ahead of the daemon at most: it never waits for a daemon that keeps up, and one that does
 * not keep up (a full disk while the database is away) has only these in memory.
 */
export const MOST_REPORTS_AHEAD = 32;
