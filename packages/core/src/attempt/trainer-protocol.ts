/**
 * What a worker and its trainer process say to each other: one JSON object per line, commands on the trainer's file
 * descriptor 3 and messages on 4. docs/trainer-protocol.md is the reference, with examples.
 */
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { EngineChoice, EngineClass } from '../job/engine.ts';
import { CodecJobSpec, InterpolationJobSpec, TrainedJobSpec } from '../job/job-spec.ts';
import { invalidInput } from '../parse-input.ts';
import { AttemptReport } from './attempt-report.ts';
import { TaskVersion } from './requirement.ts';

/** Raised when a message changes its meaning or goes away; new optional fields do not raise it. */
export const TRAINER_PROTOCOL = 1;
/** A longer line is refused, so that a program that never ends its line cannot fill the memory of the reader. */
export const LONGEST_LINE_BYTES = 16 * 2 ** 20;
export const COMMANDS_FD = 3;
export const MESSAGES_FD = 4;

const job = {
  /** Folder of the data sets. */
  dataDir: z.string(),
  /** Further folders that the job may read, by name. */
  dataFolders: z.record(z.string(), z.string()),
  /** The attempt's own folder, for the files that its reports name. */
  workDir: z.string(),
};
const JobCommand = z.discriminatedUnion('type', [
  /**
   * `resumeFrom`: a checkpoint file to go on from. `startFrom`: the final checkpoint file of the model that the job starts from, where
   * its spec names one and there is nothing to resume.
   */
  z.object({
    type: z.literal('train'),
    spec: TrainedJobSpec,
    ...job,
    resumeFrom: z.string().nullable(),
    startFrom: z.string().optional(),
  }),
  /** `sources`: the final checkpoint files of the models with the least and the greatest weight. */
  z.object({
    type: z.literal('interpolate'),
    spec: InterpolationJobSpec,
    ...job,
    sources: z.strictObject({ least: z.string(), greatest: z.string() }),
  }),
  /** Measure a codec. */
  z.object({ type: z.literal('measure'), spec: CodecJobSpec, ...job }),
]);
/** A job for the trainer. */
export type JobCommand = z.infer<typeof JobCommand>;

/** From the worker to its trainer. */
export const TrainerCommand = z.discriminatedUnion('type', [
  /** The first one. */
  z.object({
    type: z.literal('start'),
    protocol: z.int(),
    engine: EngineChoice,
    /** Why the worker chose that engine; null: the trainer finds out which one works, and why. */
    engineReason: z.string().nullable(),
    threads: z.int().min(1),
    /** Where native engines are installed. */
    nativeDir: z.string(),
    taskPackages: z.array(z.string()),
  }),
  ...JobCommand.options,
  /** End after the step at hand, with a checkpoint; what trains nothing ends without. */
  z.object({ type: z.literal('stop') }),
]);
export type TrainerCommand = z.infer<typeof TrainerCommand>;
/** How a trainer is started. */
export type TrainerStart = Omit<Extract<TrainerCommand, { type: 'start' }>, 'type' | 'protocol'>;

/** From the trainer to its worker: about itself, and the reports of the attempt that it runs. */
export const TrainerMessage = z.discriminatedUnion('type', [
  /** The first one, before anything that takes its time. */
  z.object({ type: z.literal('hello'), protocol: z.int() }),
  /** The engine is open, and these are the tasks that it can train. */
  z.object({
    type: z.literal('ready'),
    engine: z.object({
      name: z.string().min(1).max(64),
      version: z.string(),
      device: z.string(),
      reason: z.string(),
      class: EngineClass,
      /** That a job can use; null: not known. */
      memoryBytes: z.int().min(0).nullable(),
    }),
    tasks: z.array(TaskVersion),
  }),
  /** The job left nothing behind in the process: it can run the next one. */
  z.object({ type: z.literal('idle') }),
  ...AttemptReport.options,
]);
export type TrainerMessage = z.infer<typeof TrainerMessage>;

export const encodeLine = (message: TrainerCommand | TrainerMessage): string =>
  `${JSON.stringify(message)}\n`;

/** Throws `trainer_protocol`, which quotes the beginning of the line. */
export const parseMessage = (line: string): TrainerMessage => parseLine(TrainerMessage, line, 'its trainer');
export const parseCommand = (line: string): TrainerCommand => parseLine(TrainerCommand, line, 'its worker');

function parseLine<S extends z.ZodType>(schema: S, line: string, sender: string): z.output<S> {
  const refuse = (reason: string): never => {
    const shown = line.length > 200 ? `${line.slice(0, 200)}…` : line;
    throw new AppError(
      'trainer_protocol',
      `A line from ${sender} is no message: ${reason}. It reads: ${shown}`,
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refuse('it is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  return refuse(invalidInput('it', issues).message);
}
