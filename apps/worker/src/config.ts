import { availableParallelism, hostname } from 'node:os';
import path from 'node:path';
import { AppError, EngineChoice } from '@yoto/core';
import { artifactLocation } from '@yoto/storage/artifact-location';
import { z } from 'zod';

const positiveInteger = z.coerce.number().int().min(1);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/** `NAME=PATH,NAME=PATH`: absolute paths by name. */
const DataFolders = list.transform((entries, context): Record<string, string> => {
  const folders: Record<string, string> = {};
  for (const entry of entries) {
    const [, name, folder] = /^([\w-][\w.-]*)=(.+)$/.exec(entry) ?? [];
    if (name === undefined || folder === undefined) {
      context.addIssue({ code: 'custom', message: `"${entry}" is not NAME=PATH, e.g. photos=/mnt/photos` });
    } else if (Object.hasOwn(folders, name)) {
      context.addIssue({ code: 'custom', message: `"${name}" is named twice` });
    } else folders[name] = path.resolve(folder);
  }
  return folders;
});

const Environment = z.object({
  DATABASE_URL: z
    .string({ error: 'set it to the Postgres that the API uses, e.g. postgresql://user@host:5432/yoto' })
    .min(1),
  /** Where messages come from; without it, BullMQ's tables in the same Postgres. */
  REDIS_URL: z.string().min(1).optional(),
  /** Folder of the data sets; by default a folder in YOTO_STATE. */
  YOTO_DATA: z.string().min(1).optional(),
  /** Folders outside it that jobs may read: anyone who can submit a sweep sees their pictures. */
  DATA_FOLDERS: DataFolders.default({}),
  /** Folder of native engines and of what attempts have not handed over yet. */
  YOTO_STATE: z.string().min(1).default('.yoto'),
  /** Where checkpoints and other files go: a folder, or s3://bucket/prefix; by default a folder in YOTO_STATE. */
  ARTIFACTS: z.string().min(1).optional(),
  /** For an S3 other than AWS. */
  S3_ENDPOINT: z.url().optional(),
  AWS_REGION: z.string().min(1).optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(false),
  ENGINE: EngineChoice.default('auto'),
  /** Jobs trained side by side. */
  CONCURRENCY: positiveInteger.max(64).default(1),
  /** Threads of each trainer; by default the cores are shared out among the jobs. */
  THREADS: positiveInteger.max(256).optional(),
  /** What jobs may ask for, e.g. `site=north,card=a100`. */
  WORKER_LABELS: list.default([]).transform((pairs, context) => {
    const wrong = pairs.find((pair) => !/^[^=]{1,64}=.{0,256}$/u.test(pair));
    if (wrong !== undefined)
      context.addIssue(`"${wrong.slice(0, 100)}" is no label: write name=value, separated by commas`);
    return Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
  }),
  /** Of the device, where the engine cannot tell, or to promise less. */
  DEVICE_MEMORY_MB: positiveInteger.max(100_000_000).optional(),
  WORKER_NAME: z.string().min(1).max(120).optional(),
  HEARTBEAT_MS: z.coerce.number().int().min(100).max(60_000).default(5000),
  /** A message whose worker fell silent is delivered again after about this long. */
  MESSAGE_LOCK_MS: z.coerce.number().int().min(1000).max(3_600_000).default(30_000),
  /** How long a trainer gets to write its checkpoint when the worker stops. */
  GRACE_MS: z.coerce.number().int().min(0).max(3_600_000).default(30_000),
  /** What may wait on disk while the database is away, all attempts together; then trainers wait. */
  SPOOL_MB: z.coerce.number().min(0.001).max(1_000_000).default(256),
  /** How many of a job's newest checkpoints are kept, besides the best. */
  CHECKPOINTS_KEPT: positiveInteger.max(1000).default(2),
  /** Attempts in a row that end by the worker's own fault before it is quarantined. */
  QUARANTINE_AFTER: positiveInteger.max(1000).default(3),
  TASK_PACKAGES: list.default([]),
  /** A program that speaks the trainer protocol, and its arguments, in place of the product's own trainer. */
  TRAINER_COMMAND: z
    .string()
    .transform((text) => text.split(/\s+/).filter(Boolean))
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

type Variables = Readonly<Record<string, string | undefined>>;

export interface WorkerConfig {
  databaseUrl: string;
  redisUrl: string | undefined;
  dataDir: string;
  /** Folders outside `dataDir` that jobs may read, by name. */
  dataFolders: Readonly<Record<string, string>>;
  stateDir: string;
  engine: EngineChoice;
  concurrency: number;
  threads: number;
  name: string;
  labels: Record<string, string>;
  deviceMemoryBytes: number | undefined;
  heartbeatMs: number;
  messageLockMs: number;
  graceMs: number;
  /** A folder, or `s3://bucket/prefix`. */
  artifactLocation: string;
  s3: { endpoint?: string; region?: string; forcePathStyle: boolean };
  spoolBytes: number;
  checkpointsKept: number;
  quarantineAfter: number;
  taskPackages: string[];
  trainerCommand: string[] | undefined;
  logLevel: string;
}

/** Reads the environment; throws `config_invalid` naming every variable that is wrong. */
export function loadConfig(source: Variables = process.env): WorkerConfig {
  const env = parseEnvironment(Environment, source);
  return {
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    dataDir: path.resolve(env.YOTO_DATA ?? path.join(env.YOTO_STATE, 'data')),
    dataFolders: env.DATA_FOLDERS,
    stateDir: path.resolve(env.YOTO_STATE),
    engine: env.ENGINE,
    concurrency: env.CONCURRENCY,
    threads: env.THREADS ?? Math.max(1, Math.floor(availableParallelism() / env.CONCURRENCY)),
    name: env.WORKER_NAME ?? `${hostname()}-${process.pid}`,
    labels: env.WORKER_LABELS,
    deviceMemoryBytes: env.DEVICE_MEMORY_MB === undefined ? undefined : env.DEVICE_MEMORY_MB * 2 ** 20,
    heartbeatMs: env.HEARTBEAT_MS,
    messageLockMs: env.MESSAGE_LOCK_MS,
    graceMs: env.GRACE_MS,
    artifactLocation: artifactLocation(env.ARTIFACTS, env.YOTO_STATE),
    s3: {
      ...(env.S3_ENDPOINT === undefined ? {} : { endpoint: env.S3_ENDPOINT }),
      ...(env.AWS_REGION === undefined ? {} : { region: env.AWS_REGION }),
      forcePathStyle: env.S3_FORCE_PATH_STYLE,
    },
    spoolBytes: env.SPOOL_MB * 2 ** 20,
    checkpointsKept: env.CHECKPOINTS_KEPT,
    quarantineAfter: env.QUARANTINE_AFTER,
    taskPackages: env.TASK_PACKAGES,
    trainerCommand: env.TRAINER_COMMAND,
    logLevel: env.LOG_LEVEL,
  };
}

/** `dataFolders` alone, for a process that needs no database. Throws `config_invalid`. */
export const loadDataFolders = (source: Variables = process.env): WorkerConfig['dataFolders'] =>
  parseEnvironment(Environment.pick({ DATA_FOLDERS: true }), source).DATA_FOLDERS;

/** An empty variable counts as unset. */
function parseEnvironment<T>(schema: z.ZodType<T>, source: Variables): T {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new AppError('config_invalid', `The worker's environment is not valid: ${wrong.join('; ')}`);
}
