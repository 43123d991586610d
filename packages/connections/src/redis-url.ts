/** What a REDIS_URL says: https://www.iana.org/assignments/uri-schemes/prov/redis */
import { AppError } from '@yoto/core';
import { hostOf, readConnectionUrl } from './connection-url.ts';

const EXAMPLE = 'redis://127.0.0.1:6379';

export interface RedisTarget {
  /** Host, port and database; without the user and the password: may be shown. */
  address: string;
  host: string;
  port: number;
  database: number;
  isTls: boolean;
}

/** What is wrong with the URL, as a text that continues "REDIS_URL …"; undefined when it can be used. */
export function redisUrlProblem(text: string): string | undefined {
  const read = readRedisUrl(text);
  return typeof read === 'string' ? read : undefined;
}

/** @throws AppError `config_invalid` that says what to change, without any part of the URL that may be secret */
export function redisTarget(text: string): RedisTarget {
  const read = readRedisUrl(text);
  if (typeof read === 'string') throw new AppError('config_invalid', `REDIS_URL ${read}`);
  return read;
}

function readRedisUrl(text: string): RedisTarget | string {
  const url = readConnectionUrl(text, ['redis:', 'rediss:'], EXAMPLE);
  if (typeof url === 'string') return url;
  const path = url.pathname.replace(/^\//, '') || (url.searchParams.get('db') ?? '0');
  if (!/^\d{1,9}$/.test(path)) {
    return `must end in the number of a database, such as ${EXAMPLE}/1, or in nothing (database 0)`;
  }
  const port = Number(url.port || 6379);
  const place = `${url.hostname || 'localhost'}:${port}`;
  return {
    address: Number(path) === 0 ? place : `${place}/${Number(path)}`,
    host: hostOf(url) || 'localhost',
    port,
    database: Number(path),
    isTls: url.protocol === 'rediss:',
  };
}

/** The error as it may be logged: ioredis attaches the command that failed, which may be AUTH with the password. */
export function withoutCommand(error: Error): Error {
  if ('command' in error) delete error.command;
  return error;
}
