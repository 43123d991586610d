/** What the rest of the product may ask of Postgres: one repository a noun. */
import type {
  AttemptOutcome,
  EvaluationPoint,
  JobSpec,
  JobState,
  MetricPoint,
  SweepPlan,
  SweepSpec,
} from '@yoto/core';

export interface SweepRow {
  id: string;
  name: string;
  taskId: string;
  datasetId: string;
  spec: SweepSpec;
  cancelledAt: Date | null;
  createdAt: Date;
  /** How many jobs are in each state, and how far training is. */
  jobCounts: Record<JobState, number>;
  totalSteps: number;
  doneSteps: number;
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

export interface AttemptRow {
  jobId: string;
  number: number;
  workerId: string | null;
  engine: string | null;
  device: string | null;
  resumedFromStep: number | null;
  outcome: AttemptOutcome | null;
  errorCode: string | null;
  errorMessage: string | null;
  timings: Record<string, number> | null;
  startedAt: Date;
  finishedAt: Date | null;
}

export interface CheckpointRow {
  jobId: string;
  step: number;
  key: string;
  sha256: string;
  bytes: number;
  attempt: number;
  createdAt: Date;
}

export interface WorkerRow {
  id: string;
  name: string;
  host: string;
  pid: number;
  engine: string;
  device: string;
  version: string;
  concurrency: number;
  startedAt: Date;
  heartbeatAt: Date;
  stoppedAt: Date | null;
  /** Jobs it runs now. */
  runningJobIds: string[];
}

export interface EventRow {
  id: string;
  sweepId: string | null;
  jobId: string | null;
  type: string;
  message: string;
  createdAt: Date;
}

export interface Page<T> {
  rows: T[];
  /** Pass it as `cursor` for the next page; null at the end. */
  nextCursor: string | null;
}
export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

export interface SweepRepository {
  /** Writes the sweep and all its jobs in one transaction. */
  create(spec: SweepSpec, plan: SweepPlan): Promise<SweepRow>;
  get(id: string): Promise<SweepRow>;
  list(page: PageRequest): Promise<Page<SweepRow>>;
  /** Cancels every job that is not terminal; idempotent. Returns the ids of the jobs it cancelled. */
  cancel(id: string): Promise<string[]>;
}

/** Names the attempt that writes; refused with `stale_attempt` once a newer one owns the job. */
export interface AttemptRef {
  jobId: string;
  attempt: number;
}

export interface JobRepository {
  get(id: string): Promise<JobRow>;
  list(
    filter: { sweepId?: string | undefined; state?: JobState | undefined },
    page: PageRequest,
  ): Promise<Page<JobRow>>;
  /** All jobs of a sweep in plan order. */
  ofSweep(sweepId: string): Promise<JobRow[]>;
  /** queued -> running with a new attempt, by compare-and-set. Undefined: somebody else has it, or it is not due. */
  claim(
    jobId: string,
    worker: { workerId: string; engine: string; device: string },
  ): Promise<JobRow | undefined>;
  /** One sign of life for many attempts; returns those that no longer own their job (cancelled or taken over). */
  heartbeat(attempts: readonly (AttemptRef & { step: number })[]): Promise<AttemptRef[]>;
  complete(attempt: AttemptRef, timings?: Record<string, number>): Promise<JobRow>;
  /** The attempt ended without completing: the job is queued again or failed, as `nextJobState` decides. */
  end(
    attempt: AttemptRef,
    ending: {
      outcome: Exclude<AttemptOutcome, 'completed' | 'cancelled'>;
      errorCode?: string;
      errorMessage?: string;
      timings?: Record<string, number>;
    },
  ): Promise<JobRow>;
  cancel(jobId: string): Promise<JobRow>;
  retry(jobId: string): Promise<JobRow>;
  setResumedFrom(attempt: AttemptRef, step: number): Promise<void>;
  attempts(jobId: string): Promise<AttemptRow[]>;
  /** Seconds that the attempts of each job of a sweep have held a device, those that run included; by job id. */
  deviceSecondsOfSweep(sweepId: string): Promise<Map<string, number>>;
  /** Due queued jobs (not_before has passed), by priority then age: what the reconciler enqueues again. */
  due(limit: number): Promise<JobRow[]>;
  /** Ends as `stalled` the running jobs without a sign of life since `before`; returns them. */
  endStalled(before: Date): Promise<JobRow[]>;
}

export interface PointRepository {
  /** Idempotent bulk writes (unique by job, name, step and by job, step, lambda); fenced by the attempt. */
  writeMetrics(attempt: AttemptRef, points: readonly MetricPoint[]): Promise<void>;
  writeEvaluations(attempt: AttemptRef, points: readonly EvaluationPoint[]): Promise<void>;
  /** Curves of a job, each thinned to `maxPoints` (bucket means) in SQL. */
  metrics(jobId: string, query: { names?: string[] | undefined; maxPoints: number }): Promise<MetricPoint[]>;
  evaluations(jobId: string): Promise<EvaluationPoint[]>;
  /** The last evaluation of every job of a sweep. */
  lastEvaluationsOfSweep(sweepId: string): Promise<(EvaluationPoint & { jobId: string })[]>;
}

export interface CheckpointRepository {
  record(
    attempt: AttemptRef,
    checkpoint: { step: number; key: string; sha256: string; bytes: number },
  ): Promise<void>;
  /** Newest first. */
  list(jobId: string): Promise<CheckpointRow[]>;
  /** Forgets all but the newest `keep`; returns the keys whose files nothing refers to any more. */
  prune(jobId: string, keep: number): Promise<string[]>;
}

export interface WorkerRepository {
  register(
    worker: Omit<WorkerRow, 'id' | 'startedAt' | 'heartbeatAt' | 'stoppedAt' | 'runningJobIds'>,
  ): Promise<string>;
  heartbeat(id: string): Promise<void>;
  stop(id: string): Promise<void>;
  /** Those seen since `since`, newest first. */
  list(since: Date): Promise<WorkerRow[]>;
}

export interface EventRepository {
  add(event: { sweepId?: string; jobId?: string; type: string; message: string }): Promise<void>;
  ofSweep(sweepId: string, limit: number): Promise<EventRow[]>;
  ofJob(jobId: string, limit: number): Promise<EventRow[]>;
}

/** A change that listeners may care about; ids only, the reader fetches the rows. `resync`: notices may be missing. */
export type Notice =
  | { type: 'job'; sweepId: string; jobId: string; state: JobState }
  | { type: 'points'; sweepId: string; jobId: string }
  | { type: 'sweep'; sweepId: string }
  | { type: 'worker'; workerId: string }
  | { type: 'resync' };

export interface Storage {
  sweeps: SweepRepository;
  jobs: JobRepository;
  points: PointRepository;
  checkpoints: CheckpointRepository;
  workers: WorkerRepository;
  events: EventRepository;
  /** Postgres LISTEN on one connection of its own, reconnecting by itself. Returns the way to stop listening. */
  listen(onNotice: (notice: Notice) => void): Promise<() => Promise<void>>;
  /** Throws `database_unavailable` when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
