import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseUrlProblem, redisUrlProblem } from '@yoto/connections';
import { AppError } from '@yoto/core';
import { artifactLocation } from '@yoto/storage/artifact-location';
import { z } from 'zod';

const BUILT_DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

/** A whole number written in decimal, in a range. */
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
      message: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);
const urlOf = (protocols: RegExp, example: string) =>
  z
    .string({ error: `must be set, e.g. ${example}` })
    .refine((text) => protocols.test(text) && URL.canParse(text), {
      message: `must be an address like ${example}`,
    });
/** The address of a store; `problemOf` says what is wrong with it and repeats nothing of it. */
const storeUrl = (problemOf: (text: string) => string | undefined) =>
  z
    .string({ error: 'must be set, e.g. postgresql://user:password@127.0.0.1:5432/yoto' })
    .superRefine((text, context) => {
      const message = problemOf(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const HOST_NAME = /^\.?[a-z\d_-]+(\.[a-z\d_-]+)*$/i;

const Environment = z.object({
  DATABASE_URL: storeUrl(databaseUrlProblem),
  /** Where the queue lives; without it, BullMQ's tables in the same Postgres. */
  REDIS_URL: storeUrl(redisUrlProblem).optional(),
  /** Folder whose `artifacts` is taken where ARTIFACTS is not set. */
  YOTO_STATE: z.string().default('.yoto'),
  /** Where checkpoints and other files are: a folder or `s3://bucket/prefix`, the same one as the workers'. */
  ARTIFACTS: z.string().optional(),
  /** Of an object store other than AWS. */
  S3_ENDPOINT: urlOf(/^https?:\/\//, 'http://127.0.0.1:9000').optional(),
  AWS_REGION: z.string().optional(),
  /** Whether the bucket is a part of the path rather than of the host name. */
  S3_FORCE_PATH_STYLE: z.stringbool({ error: 'must be true or false' }).default(false),
  HOST: z.string().default('127.0.0.1'),
  /** Names besides its own under which the server may be asked; `.example.com` stands for all names below it. */
  ALLOWED_HOSTS: list
    .refine((names) => names.every((name) => HOST_NAME.test(name)), {
      message: 'must be names without scheme and port, e.g. gpu-box,.example.com',
    })
    .default([]),
  /** Where browsers reach the server, e.g. through a proxy; its path is the prefix of every page. */
  PUBLIC_URL: urlOf(/^https?:\/\//, 'https://example.com/yoto')
    .refine((text) => /^[a-z]+:\/\/[^/?#]+(\/[\w.~-]+)*\/*$/i.test(text), {
      message: 'must have a path of letters, digits and "-._~" only, and no "?" or "#"',
    })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  /** 0 takes any free port. */
  PORT: wholeNumber(0, 65_535).default(7331),
  DASHBOARD_DIR: z.string().default(BUILT_DASHBOARD),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  /** Requests that one address may make; 0 means no limit. A dashboard that follows a busy sweep makes some 100. */
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000).default(3000),
  /** How many proxies stand in front, so that the limit counts their clients rather than them. */
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  RECONCILE_EVERY_MS: wholeNumber(50, 3_600_000).default(5000),
  /** Workers give a sign of life every 5 s. */
  STALL_AFTER_MS: wholeNumber(200, 86_400_000).default(60_000),
  TASK_PACKAGES: list.default([]),
});

export interface ApiConfig {
  databaseUrl: string;
  redisUrl: string | undefined;
  /** A folder, or `s3://bucket/prefix`. */
  artifactLocation: string;
  s3: { endpoint?: string; region?: string; forcePathStyle: boolean };
  host: string;
  allowedHosts: string[];
  publicUrl: string | undefined;
  port: number;
  dashboardDir: string;
  logLevel: string;
  rateLimitPerMinute: number;
  trustedProxies: number;
  reconcileEveryMs: number;
  stallAfterMs: number;
  taskPackages: string[];
}

/** Reads the environment; throws one `config_invalid` that names every variable that is wrong. */
export function loadConfig(source: Readonly<Record<string, string | undefined>> = process.env): ApiConfig {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const wrong = issues.map((issue) => `${issue.path} ${issue.message}`).join('; ');
    throw new AppError('config_invalid', `The environment of the API is not valid: ${wrong}`, { issues });
  }
  const environment = parsed.data;
  return {
    databaseUrl: environment.DATABASE_URL,
    redisUrl: environment.REDIS_URL,
    artifactLocation: artifactLocation(environment.ARTIFACTS, environment.YOTO_STATE),
    s3: {
      ...(environment.S3_ENDPOINT === undefined ? {} : { endpoint: environment.S3_ENDPOINT }),
      ...(environment.AWS_REGION === undefined ? {} : { region: environment.AWS_REGION }),
      forcePathStyle: environment.S3_FORCE_PATH_STYLE,
    },
    host: environment.HOST,
    allowedHosts: environment.ALLOWED_HOSTS,
    publicUrl: environment.PUBLIC_URL,
    port: environment.PORT,
    dashboardDir: path.resolve(environment.DASHBOARD_DIR),
    logLevel: environment.LOG_LEVEL,
    rateLimitPerMinute: environment.RATE_LIMIT_PER_MINUTE,
    trustedProxies: environment.TRUSTED_PROXIES,
    reconcileEveryMs: environment.RECONCILE_EVERY_MS,
    stallAfterMs: environment.STALL_AFTER_MS,
    taskPackages: environment.TASK_PACKAGES,
  };
}
