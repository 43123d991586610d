/** What the repositories give: rows of the database, by the names that the product uses. */
import type {
  AttemptOutcome,
  CurvePoint,
  CurveSummary,
  DataRecord,
  EngineClass,
  EventType,
  JobKind,
  JobSpec,
  JobState,
  Requirement,
  SweepLabels,
  SweepSpec,
  TaskVersion,
} from '@yoto/core';

export interface SweepRow {
  id: string;
  name: string;
  /** Empty where there is none. */
  description: string;
  taskId: string;
  datasetId: string;
  spec: SweepSpec;
  labels: SweepLabels;
  favourite: boolean;
  cancelledAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  /** Its last event, or sign of life of a running job. */
  lastActivityAt: Date;
  /** How many jobs are in each state, and how far training is. */
  jobCounts: Record<JobState, number>;
  stepsByState: Record<JobState, { done: number; total: number }>;
  totalSteps: number;
  doneSteps: number;
  /** The highest one of the jobs that have not ended; null where all have. */
  priority: number | null;
  /** Of all attempts so far, in seconds. */
  deviceSeconds: number;
  /** Estimate of the time until the running and queued jobs are through; null where it is unknown. */
  secondsLeft: number | null;
  /** What its queued jobs need of a worker, and how many they are. */
  queued: { requirement: Requirement; jobs: number }[];
}

export interface JobRow {
  id: string;
  sweepId: string;
  index: number;
  spec: JobSpec;
  state: JobState;
  attempt: number;
  failures: number;
  /** Last step reported. */
  step: number;
  notBefore: Date | null;
  workerId: string | null;
  heartbeatAt: Date | null;
  errorCode: string | null;
  errorMessage: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** What there is to know of a job that was only just planned. */
export type PlannedJobRow = Pick<JobRow, 'id' | 'spec' | 'state' | 'attempt' | 'notBefore'>;

export interface AttemptRow {
  jobId: string;
  number: number;
  workerId: string | null;
  engine: string | null;
  /** Null where the attempt is older than its recording. */
  engineVersion: string | null;
  device: string | null;
  resumedFromStep: number | null;
  outcome: AttemptOutcome | null;
  errorCode: string | null;
  errorMessage: string | null;
  timings: Record<string, number> | null;
  /** Null until its trainer has opened the data. */
  data: DataRecord | null;
  startedAt: Date;
  finishedAt: Date | null;
}

/** What claims jobs: a registered worker, and what its trainers compute with. What it can run is read from its row. */
export interface Claimant {
  workerId: string;
  engine: string;
  engineVersion: string;
  device: string;
}

/** What the attempts of one job have used, all together. */
export interface DeviceUse {
  /** Wall-clock seconds for which a device was held. */
  seconds: number;
  /** Those known, each once. */
  devices: string[];
}

/** What ran on one kind of machine. */
export interface MachineUse {
  engine: string | null;
  engineVersion: string | null;
  device: string | null;
  workerVersion: string | null;
  attempts: number;
  jobs: number;
  deviceSeconds: number;
}

export interface CheckpointRow {
  jobId: string;
  step: number;
  key: string;
  sha256: string;
  bytes: number;
  attempt: number;
  /** Mean full loss over the evaluation lambdas; null where this step was not evaluated or diverged. */
  score: number | null;
  createdAt: Date;
}

export interface ArtifactRow {
  jobId: string;
  name: string;
  mediaType: string;
  key: string;
  sha256: string;
  bytes: number;
  attempt: number;
  createdAt: Date;
}

export interface FileOfJob {
  jobId: string;
  group: string;
  kind: JobKind;
  /** Of its bytes in the artifact store. */
  key: string;
  sha256: string;
}

export interface WorkerRow {
  id: string;
  name: string;
  host: string;
  pid: number;
  engine: string;
  device: string;
  /** Null, like its tasks: the worker is from before they were announced. */
  engineClass: EngineClass | null;
  /** Of its device; null: not known. */
  memoryBytes: number | null;
  tasks: TaskVersion[] | null;
  labels: Record<string, string>;
  version: string;
  concurrency: number;
  startedAt: Date;
  heartbeatAt: Date;
  /** Since its last sign of life, by the clock of the database, which wrote it. */
  silentForMs: number;
  stoppedAt: Date | null;
  /** It gets no jobs until a person releases it. */
  quarantinedAt: Date | null;
  quarantineReason: string | null;
  /** It gets no jobs until a person undoes it, or it is started again. */
  drainingAt: Date | null;
  /** While it is drained, its running jobs are queued again from a checkpoint instead of run to their end. */
  handsOver: boolean;
  /** Jobs it runs now, the one that has run longest first. */
  runningJobs: RunningJobRow[];
  /** Its attempts that ended in the last 24 hours. */
  lastDay: AttemptCounts;
}

export interface RunningJobRow {
  id: string;
  sweepId: string;
  sweepName: string;
  group: string;
  step: number;
  steps: number;
  /** Mean since its newest attempt began; null before the first step that was told. */
  stepsPerSecond: number | null;
}

export interface AttemptCounts {
  ended: number;
  /** Of them, by the job's fault: it diverged, ran out of memory, or failed otherwise. */
  failed: number;
  /** Of them, by the worker's fault. */
  faults: number;
}

export interface EventRow {
  id: string;
  sweepId: string | null;
  jobId: string | null;
  type: EventType;
  message: string;
  createdAt: Date;
}

export interface Page<T> {
  rows: T[];
  /** Pass it as `cursor` for the next page; null at the end. */
  nextCursor: string | null;
}

export interface Curves {
  /** Those that have points in the range. */
  curves: CurveSummary[];
  points: CurvePoint[];
}

export type NewWorker = Pick<
  WorkerRow,
  'name' | 'host' | 'pid' | 'engine' | 'device' | 'version' | 'concurrency'
> &
  Partial<Pick<WorkerRow, 'engineClass' | 'memoryBytes' | 'tasks' | 'labels'>>;

/** `drain`: take no more jobs, and let those that run end (`finish`) or give them back with a checkpoint (`hand-over`). */
export interface WorkerOrders {
  quarantined: boolean;
  drain: 'finish' | 'hand-over' | null;
}
