/** What a worker on another machine has to be told to work for this server: addresses, and never a secret. */
import { databaseTarget, redisTarget } from '@yoto/connections';
import type { WorkerSetup } from '@yoto/core';
import type { ApiConfig } from './config.ts';

type SetupConfig = Pick<ApiConfig, 'databaseUrl' | 'redisUrl' | 'artifactLocation' | 's3' | 'taskPackages'>;

/** Users and passwords are placeholders in capital letters. @throws AppError `config_invalid` */
export async function workerSetup(config: SetupConfig): Promise<WorkerSetup> {
  const { databaseUrl, redisUrl, artifactLocation, s3 } = config;
  const database = await databaseTarget(databaseUrl);
  const redis = redisUrl === undefined ? undefined : redisTarget(redisUrl);
  const hosts = [String(database.config.host ?? ''), ...(redis ? [redis.host] : [])];
  const isS3 = artifactLocation.startsWith('s3://');
  // A folder of a task means nothing on another machine.
  const packages = config.taskPackages.filter((name) => !/^[./\\]|^file:|^[a-z]:\\/i.test(name));
  const written: Record<string, string | undefined> = {
    DATABASE_URL: `postgresql://USER:PASSWORD@${database.address}${parametersOf(database)}`,
    REDIS_URL: redis && `${redis.isTls ? 'rediss' : 'redis'}://${loginOf(redisUrl)}${redis.address}`,
    ARTIFACTS: isS3 ? artifactLocation : 'FOLDER',
    S3_ENDPOINT: isS3 && s3.endpoint !== undefined ? withoutLogin(s3.endpoint) : undefined,
    AWS_REGION: isS3 ? s3.region : undefined,
    S3_FORCE_PATH_STYLE: isS3 && s3.forcePathStyle ? 'true' : undefined,
    TASK_PACKAGES: packages.length > 0 ? packages.join(',') : undefined,
  };
  return {
    variables: Object.entries(written).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    onlyHere: hosts.some(isThisMachine),
  };
}

function parametersOf({ schema, tlsMode }: { schema: string; tlsMode: string | undefined }): string {
  const parameters = new URLSearchParams();
  if (schema !== 'public') parameters.set('schema', schema);
  if (tlsMode !== undefined) parameters.set('sslmode', tlsMode);
  return parameters.size > 0 ? `?${parameters}` : '';
}

function loginOf(url: string | undefined): string {
  const { username, password } = new URL(url ?? 'redis:');
  return username || password ? 'USER:PASSWORD@' : '';
}

function withoutLogin(url: string): string {
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  parsed.search = '';
  return parsed.href;
}

/** An address that means another machine everywhere else. */
const isThisMachine = (host: string): boolean =>
  host === '' || host.startsWith('/') || /^(localhost|127\.|\[?::1\]?$|0\.0\.0\.0$)/i.test(host);
