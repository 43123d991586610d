/** What the rest of the product may ask of Postgres: one repository a noun. */
import type {
  DataRecord,
  DataUse,
  EndOutcome,
  EvaluationPoint,
  EventType,
  LiveNotice,
  MetricPoint,
  SweepChanges,
  SweepPlan,
  SweepSpec,
} from '@yoto/core';
import type { CurvesQuery, JobFilter, NewArtifact, PageRequest, SweepFilter } from './requests.ts';
import type {
  ArtifactRow,
  AttemptRow,
  CheckpointRow,
  Claimant,
  Curves,
  DeviceUse,
  EventRow,
  FileOfJob,
  JobRow,
  MachineUse,
  NewWorker,
  Page,
  PlannedJobRow,
  SweepRow,
  WorkerOrders,
  WorkerRow,
} from './rows.ts';

export type * from './requests.ts';
export type * from './rows.ts';

export interface SweepRepository {
  /** Writes the sweep and all its jobs in one transaction; gives them in plan order. */
  create(spec: SweepSpec, plan: SweepPlan): Promise<{ sweep: SweepRow; jobs: PlannedJobRow[] }>;
  get(id: string): Promise<SweepRow>;
  /** A page of those that fit the filter, and how many do on all pages. */
  list(page: PageRequest, filter?: SweepFilter): Promise<Page<SweepRow> & { total: number }>;
  /**
   * Changes what `changes` names, all or nothing; says what changed, in sentences. The priority is that of all jobs that
   * are not completed. Throws `not_found`, `invalid_input` (too many labels).
   */
  edit(id: string, changes: SweepChanges): Promise<string[]>;
  /** Cancels every job that is not terminal; idempotent. Returns the jobs it changed. */
  cancel(id: string): Promise<JobRow[]>;
  /** Pauses every job that is not terminal; idempotent. Returns the jobs it changed. */
  pause(id: string): Promise<JobRow[]>;
  /** Resumes every paused (or pausing) job; idempotent. Returns the jobs it changed. */
  resume(id: string): Promise<JobRow[]>;
  /** Queues every failed job again, and the cancelled ones if asked. Returns the jobs it changed. */
  retry(id: string, options: { cancelled: boolean }): Promise<JobRow[]>;
  /** Forgets the sweep and all its rows; `conflict` while a job is not terminal. Returns how many jobs it had. */
  delete(id: string): Promise<number>;
  /**
   * Changes whenever a job of the sweep changes its state or has a new evaluation; cheap beside reading them all.
   * Throws `not_found`.
   */
  stateKey(id: string): Promise<string>;
}

/** Names the attempt that writes; refused with `stale_attempt` once a newer one owns the job. */
export interface AttemptRef {
  jobId: string;
  attempt: number;
}

export interface JobRepository {
  get(id: string): Promise<JobRow>;
  list(filter: JobFilter, page: PageRequest): Promise<Page<JobRow>>;
  /** All jobs of a sweep in plan order. */
  ofSweep(sweepId: string): Promise<JobRow[]>;
  /**
   * Claims the next due job, queued -> running with a new attempt. The policy: the highest priority first; among
   * equals the sweep with the fewest running jobs, then the one whose last job was started longest ago; then plan
   * order. So every slot that comes free goes round the sweeps, and none starves. Jobs that need what the worker does
   * not have are passed over. Undefined: no job that it can run is due, or the worker is quarantined.
   */
  claimNext(worker: Claimant): Promise<JobRow | undefined>;
  /** Whether jobs are due that the worker may claim, and others that it may not. */
  waiting(workerId: string): Promise<{ forIt: boolean; forOthers: boolean }>;
  /** One sign of life for many attempts, and what those in charge want of them. */
  heartbeat(attempts: readonly (AttemptRef & { step: number })[]): Promise<{
    /** They no longer own their job: cancelled or taken over. */
    lost: AttemptRef[];
    /** They are asked to save a checkpoint and to stop. */
    pausing: AttemptRef[];
  }>;
  complete(attempt: AttemptRef, timings?: Record<string, number> | undefined): Promise<JobRow>;
  /** The attempt ended without completing: the job is queued again or failed, as `nextJobState` decides. */
  end(
    attempt: AttemptRef,
    ending: {
      outcome: EndOutcome;
      errorCode?: string | undefined;
      errorMessage?: string | undefined;
      timings?: Record<string, number> | undefined;
    },
  ): Promise<JobRow>;
  cancel(jobId: string): Promise<JobRow>;
  pause(jobId: string): Promise<JobRow>;
  resume(jobId: string): Promise<JobRow>;
  retry(jobId: string): Promise<JobRow>;
  setResumedFrom(attempt: AttemptRef, step: number): Promise<void>;
  /** What data the attempt works with; written again, the last counts. */
  recordData(attempt: AttemptRef, data: DataRecord): Promise<void>;
  attempts(jobId: string): Promise<AttemptRow[]>;
  /** What the attempts of each job of a sweep have used of devices, those that run included; by job id. */
  deviceUseOfSweep(sweepId: string): Promise<Map<string, DeviceUse>>;
  /** The attempts of a sweep by engine, its version, device and version of the worker; the longest used first. */
  machinesOfSweep(sweepId: string): Promise<MachineUse[]>;
  /** The data that the attempts of a sweep have reported, each state of it once; that of the most jobs first. */
  dataOfSweep(sweepId: string): Promise<DataUse[]>;
  /** Due queued jobs (not_before has passed), by priority then age: what the reconciler enqueues again. */
  due(limit: number): Promise<JobRow[]>;
  /**
   * Ends as `stalled` the attempts that have given no sign of life for so long, by the clock of the database; returns
   * their jobs.
   */
  endStalled(silentForMs: number): Promise<JobRow[]>;
  /** Fails the queued jobs that can never start, because a job they need has failed or was cancelled; returns them. */
  failBlocked(): Promise<JobRow[]>;
}

type JobEvaluation = EvaluationPoint & { jobId: string };

export interface PointRepository {
  /** Idempotent bulk writes (unique by job, name, step and by job, step, lambda); fenced by the attempt. */
  writeMetrics(attempt: AttemptRef, points: readonly MetricPoint[]): Promise<void>;
  writeEvaluations(attempt: AttemptRef, points: readonly EvaluationPoint[]): Promise<void>;
  /** The names of a job's curves, in alphabetical order, without reading their points. */
  metricNames(jobId: string): Promise<string[]>;
  /** Curves of a job by name and step, each in at most `maxPoints` points. */
  metrics(jobId: string, query: CurvesQuery): Promise<Curves>;
  evaluations(jobId: string): Promise<EvaluationPoint[]>;
  /** The last evaluation of every job of a sweep, or the last one that is not after `untilStep`. */
  lastEvaluationsOfSweep(sweepId: string, untilStep?: number): Promise<JobEvaluation[]>;
  /** The steps at which any job of a sweep was evaluated, in order. */
  evaluatedStepsOfSweep(sweepId: string): Promise<number[]>;
}

export interface CheckpointRepository {
  record(
    attempt: AttemptRef,
    checkpoint: { step: number; key: string; sha256: string; bytes: number; score: number | null },
  ): Promise<void>;
  /** Newest first. */
  list(jobId: string): Promise<CheckpointRow[]>;
  /** Forgets all but the newest `keep` and the one with the least score; returns the keys whose files nothing refers to any more. */
  prune(jobId: string, keep: number): Promise<string[]>;
}

export interface ArtifactRepository {
  /** A later attempt's file of the same name replaces the row; fenced by the attempt. */
  record(attempt: AttemptRef, artifact: NewArtifact): Promise<void>;
  /** The same for the job's log, which an attempt that lost its job may still end: until another attempt begins. */
  recordLog(attempt: AttemptRef, log: NewArtifact): Promise<void>;
  /** By name. */
  list(jobId: string): Promise<ArtifactRow[]>;
  /** Throws `not_found`. */
  get(jobId: string, name: string): Promise<ArtifactRow>;
  /** Those of all jobs of a sweep, in plan order, then by name; at most `limit`, and none whose name begins with one of `without`. */
  ofSweep(sweepId: string, limit: number, options?: { without?: readonly string[] }): Promise<ArtifactRow[]>;
  /** The one called so of every job of a sweep that has it, in plan order. */
  namedInSweep(sweepId: string, name: string): Promise<ArtifactRow[]>;
  /** The seeds of the jobs of a sweep that have a file called so, in order. */
  seedsWith(sweepId: string, name: string): Promise<number[]>;
  /** The one called so of every job of that seed that has it, with what its job is, in plan order. */
  ofSeed(sweepId: string, name: string, seed: number): Promise<FileOfJob[]>;
  /** Those of some jobs that have one of these names. */
  named(jobIds: readonly string[], names: readonly string[]): Promise<ArtifactRow[]>;
  /** Those of `keys` that a checkpoint or an artifact refers to. */
  referenced(keys: readonly string[]): Promise<Set<string>>;
}

export interface WorkerRepository {
  register(worker: NewWorker): Promise<string>;
  /** A sign of life; says what people and the product want of the worker. */
  heartbeat(id: string): Promise<WorkerOrders>;
  stop(id: string): Promise<void>;
  /**
   * Quarantines the worker when its last `faultsInRow` finished attempts all ended as `crashed` or `worker_error`, on
   * as many different jobs (one poisonous job must not take the workers down with it) and since its last release.
   * Returns why the worker is in quarantine, or undefined.
   */
  quarantineIfFaulty(id: string, faultsInRow: number): Promise<string | undefined>;
  /** Idempotent. */
  release(id: string): Promise<WorkerRow>;
  /**
   * It gets no more jobs. `handsOver`: those it runs write a checkpoint and are queued again; else they run to their end.
   * Idempotent, and the last word on `handsOver` counts. Throws `not_found`, `conflict` (it was stopped).
   */
  drain(id: string, handsOver: boolean): Promise<WorkerRow>;
  /** It gets jobs again. Idempotent. */
  undrain(id: string): Promise<WorkerRow>;
  /** Those that gave a sign of life within so long, by the clock of the database; newest first. */
  list(seenWithinMs: number): Promise<WorkerRow[]>;
}

export interface EventRepository {
  /** A line in the history of the attempt's job; fenced, and told once however often it is written. */
  add(attempt: AttemptRef, event: { type: EventType; message: string }): Promise<void>;
  ofSweep(sweepId: string, limit: number): Promise<EventRow[]>;
  ofJob(jobId: string, limit: number): Promise<EventRow[]>;
}

export interface Storage {
  sweeps: SweepRepository;
  jobs: JobRepository;
  points: PointRepository;
  checkpoints: CheckpointRepository;
  artifacts: ArtifactRepository;
  workers: WorkerRepository;
  events: EventRepository;
  /** Postgres LISTEN on one connection of its own, reconnecting by itself. Returns the way to stop listening. */
  listen(onNotice: (notice: LiveNotice) => void): Promise<() => Promise<void>>;
  /** Throws `database_unavailable` when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
