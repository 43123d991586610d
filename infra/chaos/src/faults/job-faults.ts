/** What people and broken disks do to jobs: pauses, messages sent twice, damaged checkpoints. */
import { open, truncate } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@yoto/core';
import { openJobQueue } from '@yoto/queue';
import { sendSignal } from '../stack/process-tree.ts';
import type { Stack } from '../stack/stack.ts';
import type { Inject } from './inject-fault.ts';
import { untilFound } from './victims.ts';

/** Numbers that no real attempt reaches: BullMQ takes them for new messages. */
const FIRST_DUPLICATE = 1_000_000;
const JOBS_SENT_TWICE = 5;

export const pauseJob: Inject = async (stack, { draw, holdMs }) => {
  const { rows, client } = stack;
  const id = await untilFound(stack, async () => {
    const jobs = await rows.query<{ id: string }>(
      `select id from jobs where state in ('running', 'queued') order by state desc, id limit 8`,
    );
    return jobs[draw % jobs.length]?.id;
  });
  const params = { id };
  return async () => {
    await insist(stack, () => client.pauseJob({ params }));
    await sleep(holdMs);
    await insist(stack, () => client.resumeJob({ params }));
  };
};

export const pauseSweep: Inject = async (stack, { holdMs }) => {
  const { rows, client } = stack;
  const id = await untilFound(stack, async () => {
    const sweeps = await rows.query<{ id: string }>(
      `select sweep_id as id from jobs where state = 'running' limit 1`,
    );
    return sweeps[0]?.id;
  });
  const params = { id };
  return async () => {
    await insist(stack, () => client.pauseSweep({ params }));
    await sleep(holdMs);
    await insist(stack, () => client.resumeSweep({ params }));
  };
};

/** Repeats a request while the API or its database is away; a job that has ended meanwhile is left alone. */
async function insist(stack: Stack, request: () => Promise<unknown>): Promise<void> {
  await untilFound(stack, async () => {
    try {
      await request();
      return true;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      if (code === 'conflict') return true;
      if (['server_unreachable', 'database_unavailable', 'queue_unavailable'].includes(code))
        return undefined;
      throw error;
    }
  });
}

export const duplicateMessages: Inject = async (stack, { draw }) => {
  const { rows, redis, postgres } = stack;
  const jobs = await rows.query<{ id: string }>(
    `select id from jobs where state in ('queued', 'running', 'completed') order by md5(id::text || $1) limit $2`,
    [draw, JOBS_SENT_TWICE],
  );
  const messages = jobs.map(({ id }, index) => ({
    jobId: id,
    attempt: FIRST_DUPLICATE + (draw % FIRST_DUPLICATE) + index,
    priority: 0,
    notBefore: null,
  }));
  await untilFound(stack, async () => {
    try {
      const queue = await openJobQueue(
        redis ? { kind: 'redis', url: redis.url } : { kind: 'postgres', databaseUrl: postgres.url },
      );
      await queue.enqueue(messages).finally(() => queue.close());
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'queue_unavailable') return undefined;
      throw error;
    }
  });
};

interface Victim {
  key: string;
  bytes: number;
  workerPid: number;
}

/** Damages the newest checkpoint of a job that is being trained, then kills its trainer so that it is wanted. */
export const tearCheckpoint: Inject = async (stack, { draw }) => {
  const victim = await untilFound(stack, async () => {
    const victims = await newestCheckpoints(stack);
    const one = victims[draw % victims.length];
    return one && (await damage(path.join(stack.artifactsDir, one.key), one.bytes, draw)) ? one : undefined;
  });
  const worker = stack.workers.find(({ daemon }) => daemon.pid() === victim.workerPid);
  for (const pid of worker?.trainers() ?? []) sendSignal(pid, 'SIGKILL');
};

/** Of running jobs, but for those of the last step: nobody reads them again. */
function newestCheckpoints({ rows }: Stack): Promise<Victim[]> {
  return rows.query<Victim>(
    `select distinct on (j.id) c.key, c.bytes::int, w.pid as "workerPid"
     from jobs j join checkpoints c on c.job_id = j.id join workers w on w.id = j.worker_id
     where j.state = 'running' and j.step < j.steps - 60 order by j.id, c.step desc`,
  );
}

/** Half of it is missing, or one byte is another; false when the file is already gone. */
async function damage(file: string, bytes: number, draw: number): Promise<boolean> {
  try {
    if (draw % 2 === 0) await truncate(file, Math.floor(bytes / 2));
    else await flipByte(file, draw % bytes);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function flipByte(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, position);
    byte[0] = byte[0]! ^ 0xff;
    await handle.write(byte, 0, 1, position);
  } finally {
    await handle.close();
  }
}
