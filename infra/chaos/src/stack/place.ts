/** What every process of a stack is told: where things are, and which servers it talks to. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { linkedPrograms, type OwnPostgres, type TestRedis } from '@yoto/testkit';

export type Backend = 'postgres' | 'redis';

export interface StackOptions {
  /** Everything is written below it. */
  folder: string;
  backend: Backend;
  workers: number;
  /** Jobs that each worker trains side by side. */
  concurrency: number;
  /** More flags for the node of the API and the workers. */
  nodeFlags?: readonly string[];
}

/** The servers of a stack, at addresses that no proxy stands before. */
export interface Servers {
  postgres: Pick<OwnPostgres, 'url'>;
  redis: Pick<TestRedis, 'url'> | undefined;
}

const TOY_TASK = '@yoto/testkit/toy-task';

/** Checkpoints and artifacts of all workers. */
export const artifactsBelow = (folder: string): string => path.join(folder, 'artifacts');
/** What a process says, through all its incarnations. */
export const logBelow = (folder: string, name: string): string => path.join(folder, 'logs', `${name}.log`);

/** For API and workers alike; nothing of this process's own environment but the way to programs. */
export function commonEnvironment(
  folder: string,
  databaseUrl: string,
  redisUrl: string | undefined,
): Record<string, string> {
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    PATH: process.env.PATH ?? '',
    ...linkedPrograms(),
    TMPDIR: temporary,
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ARTIFACTS: artifactsBelow(folder),
    YOTO_DATA: path.join(folder, 'data'),
    TASK_PACKAGES: TOY_TASK,
    LOG_LEVEL: 'info',
  };
}
