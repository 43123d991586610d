/**
 * What a command of a task does. The command line reads what the spec declares and prints what comes back; the command
 * itself runs in a program of the worker, where the engines are, with the working directory of who typed it.
 */
import type { JobDetail } from '@yoto/core';
import type { Engine } from '@yoto/engine';
import type { TaskContext } from './task.ts';

/** Throws `AppError`s for people: `details.fix` says what to do. */
export type TaskCommand = (context: TaskCommandContext) => Promise<TaskCommandResult>;

export interface TaskCommandContext {
  /** By the names that the spec gives them. */
  arguments: Readonly<Record<string, string>>;
  /** By the names that the spec gives them; what was not typed and has no default is left out. */
  options: Readonly<Record<string, string | number | boolean>>;
  /** Opens the engine that was asked for with --engine and --threads; it is closed after the command. Call it once. */
  openEngine(): Promise<Engine>;
  /** Tells people at once, on standard error. */
  say(message: string): void;
  files: CommandFiles;
  models: TrainedModels;
  /** Where a task's own data are, e.g. frozen weights: as in the context of a job. */
  location: Pick<TaskContext, 'dataDir' | 'dataFolders'>;
}

export interface TaskCommandResult {
  /** For people. */
  text: string;
  /** What `--json` prints instead. */
  json: Readonly<Record<string, unknown>>;
}

export interface CommandFiles {
  /** Throws `invalid_input` when the file cannot be read. */
  read(file: string): Promise<Uint8Array>;
  /**
   * The file is there in full or not at all, in a folder that is made where it is missing. Throws `disk_full`,
   * `invalid_input` when it cannot be written.
   */
  write(file: string, content: Uint8Array): Promise<void>;
}

/** The models that jobs of this task have trained, from the server that --server names. */
export interface TrainedModels {
  /** A job by its whole id. Throws `not_found`, `invalid_input` for a job of another task. */
  job(id: string): Promise<JobDetail>;
  /**
   * The file of the job's best checkpoint, which is downloaded once and then kept. Throws `invalid_input` for a job that has
   * none, `data_corrupt`.
   */
  best(job: JobDetail): Promise<string>;
  /**
   * The file of the checkpoint whose SHA-256 starts with `fingerprint`: one that is kept, or the job's on the server. Throws
   * `not_found`, `server_unreachable`.
   */
  find(model: { jobId: string; fingerprint: string }): Promise<string>;
}
