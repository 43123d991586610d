/** The only place that reads the environment: what the commands take their defaults from. */
import path from 'node:path';
import { parseInput } from '@yoto/core';
import { artifactLocation } from '@yoto/storage/artifact-location';
import { z } from 'zod';

export const DEFAULT_PORT = 7331;

/** An empty variable counts as unset, as shells and compose files mean it. */
const optional = z
  .string()
  .optional()
  .transform((value) => value || undefined);
const address = optional.pipe(
  z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
);
const isPort = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
const Environment = z.object({
  YOTO_SERVER: address,
  PUBLIC_URL: address,
  ALLOWED_HOSTS: optional,
  YOTO_STATE: optional,
  YOTO_DATA: optional,
  ARTIFACTS: optional,
  DATABASE_URL: optional,
  YOTO_DATABASE_PORT: optional
    .refine((value) => value === undefined || isPort(value), { error: 'must be a port, 1 to 65535' })
    .transform((value) => (value === undefined ? undefined : Number(value))),
  REDIS_URL: optional,
  ENGINE: optional,
  TASK_PACKAGES: optional,
  npm_lifecycle_event: optional,
});

/** Where workers look for data sets unless they are told. */
export const defaultDataDir = (stateDir: string): string => path.join(stateDir, 'data');

export interface CliConfig {
  /** Where the API is. */
  server: string;
  /** Where browsers reach a server started here, if not at its own address. */
  publicUrl: string | undefined;
  /** More names of a server started here, separated by commas. */
  allowedHosts: string | undefined;
  /** Folder of the embedded database, the artifacts and the logs. */
  stateDir: string;
  /** Folder of the data sets; undefined: none was named, and workers look into `defaultDataDir`. */
  dataDir: string | undefined;
  /** A folder or `s3://bucket/prefix`; undefined: in the state folder. */
  artifacts: string | undefined;
  databaseUrl: string | undefined;
  /** Preferred port of the embedded database; undefined: the usual one. */
  databasePort: number | undefined;
  redisUrl: string | undefined;
  engine: string | undefined;
  /** Packages with tasks besides the built-in ones. */
  taskPackages: string[];
  /** What npm calls the run of this program, where npm has started it. */
  npmEvent: string | undefined;
  /** Handed on to the API and the workers. */
  environment: NodeJS.ProcessEnv;
}

/** Throws `invalid_input` naming the variables that are wrong. */
export function loadConfig(source: NodeJS.ProcessEnv = process.env): CliConfig {
  const environment = parseInput(Environment, source, 'The environment');
  const stateDir = path.resolve(environment.YOTO_STATE ?? '.yoto');
  return {
    server: environment.YOTO_SERVER ?? `http://127.0.0.1:${DEFAULT_PORT}`,
    publicUrl: environment.PUBLIC_URL,
    allowedHosts: environment.ALLOWED_HOSTS,
    stateDir,
    dataDir: environment.YOTO_DATA === undefined ? undefined : path.resolve(environment.YOTO_DATA),
    artifacts:
      environment.ARTIFACTS === undefined ? undefined : artifactLocation(environment.ARTIFACTS, stateDir),
    databaseUrl: environment.DATABASE_URL,
    databasePort: environment.YOTO_DATABASE_PORT,
    redisUrl: environment.REDIS_URL,
    engine: environment.ENGINE,
    taskPackages: (environment.TASK_PACKAGES ?? '').split(',').flatMap((name) => name.trim() || []),
    npmEvent: environment.npm_lifecycle_event,
    environment: source,
  };
}

/** Whether to print stack traces; asked before anything else can fail. */
export const isDebugging = (source: NodeJS.ProcessEnv = process.env): boolean => Boolean(source.YOTO_DEBUG);
