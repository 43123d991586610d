/** Whether a Redis can be used, and if not, why: the driver's own errors hide it behind "Connection is closed". */
import { connect as connectTls } from 'node:tls';
import { AppError } from '@yoto/core';
import { Redis } from 'ioredis';
import { isCertificateProblem } from './certificates.ts';
import { greet } from './greet.ts';
import { type RedisTarget, redisTarget, withoutCommand } from './redis-url.ts';

const CONNECT_TIMEOUT_MS = 3_000;
const PROBE_TIMEOUT_MS = 1_000;

/**
 * Connects once, as the queue will, and disconnects again.
 * @throws AppError `config_invalid` (not a Redis URL, no such database), `queue_unavailable`
 */
export async function tryRedis(redisUrl: string): Promise<void> {
  const target = redisTarget(redisUrl);
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    // The first connection, to database 0, is to succeed: what does not exist is told by `select`.
    db: 0,
  });
  const errors: Error[] = [];
  redis.on('error', (error) => errors.push(withoutCommand(error)));
  try {
    await redis.connect();
    await redis.ping();
    await select(redis, target);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // What the driver meets while it connects says more than the rejection that follows.
    throw await explanation(target, errors[0] ?? withoutCommand(error as Error));
  } finally {
    redis.disconnect();
  }
}

/** Without this, the driver stays in database 0 when there is no such database, and says so nowhere. */
async function select(redis: Redis, { address, host, port, database }: RedisTarget): Promise<void> {
  if (database === 0) return;
  try {
    await redis.select(database);
  } catch (thrown) {
    const cause = withoutCommand(thrown as Error);
    if (!/out of range|not allowed|cluster/i.test(cause.message)) throw cause;
    const databases = await redis.config('GET', 'databases').catch(() => undefined);
    const count = Array.isArray(databases) ? Number(databases[1]) : Number.NaN;
    const has = count > 0 ? `: it has ${count}, 0 to ${count - 1}` : '';
    throw new AppError(
      'config_invalid',
      `Redis at ${host}:${port} has no database ${database}${has}. Correct the number at the end of REDIS_URL ` +
        `(${address}), or raise "databases" in redis.conf`,
      { cause },
    );
  }
}

async function explanation(target: RedisTarget, cause: Error): Promise<AppError> {
  const text = (await knownProblem(target, cause)) ?? unreachable(cause);
  return new AppError('queue_unavailable', `Redis at ${target.address} ${text}`, { cause });
}

function unreachable(cause: Error): string {
  const reason = cause.message || (cause as NodeJS.ErrnoException).code || 'no reason given';
  return `does not answer (${reason}): check that it runs there and that REDIS_URL is right`;
}

async function knownProblem(target: RedisTarget, cause: Error): Promise<string | undefined> {
  if (/WRONGPASS|invalid password/i.test(cause.message)) {
    return 'refuses this user or password: correct them in REDIS_URL (special characters percent-encoded)';
  }
  if (/NOAUTH/.test(cause.message)) {
    return 'wants a password: write it into REDIS_URL, as redis://:PASSWORD@host:6379';
  }
  if (/NOPERM/.test(cause.message)) {
    return `does not let this user do what the queue needs (${cause.message}): give it more rights`;
  }
  if (isCertificateProblem(cause)) {
    return (
      `has a certificate that cannot be verified (${cause.message}), which rediss:// demands: name the certificate of ` +
      'its authority with NODE_EXTRA_CA_CERTS=FILE'
    );
  }
  if (
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(
      `${(cause as NodeJS.ErrnoException).code}`,
    )
  ) {
    return undefined;
  }
  if (target.isTls && (await speaksPlainly(target))) {
    return 'does not speak TLS: write redis:// instead of rediss:// in REDIS_URL';
  }
  if (!target.isTls && (await speaksTls(target))) {
    return 'speaks TLS only: write rediss:// instead of redis:// in REDIS_URL';
  }
  return undefined;
}

/** A Redis answers +PONG, or an error that begins with a minus where it wants a password. */
async function speaksPlainly({ host, port }: RedisTarget): Promise<boolean> {
  const answer = await greet(host, port, Buffer.from('PING\r\n'), PROBE_TIMEOUT_MS).catch(() => undefined);
  return /^[+-]/.test(answer?.toString('latin1') ?? '');
}

function speaksTls({ host, port }: RedisTarget): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, rejectUnauthorized: false, timeout: PROBE_TIMEOUT_MS });
    const end = (answer: boolean) => {
      resolve(answer);
      socket.destroy();
    };
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
