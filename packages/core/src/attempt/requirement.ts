/** What a job needs of a worker, and whether a worker has it: claims, and what people are told, are decided here alone. */
import { z } from 'zod';
import type { EngineClass } from '../job/engine.ts';
import type { JobSpec } from '../job/job-spec.ts';
import type { JobRequires } from '../sweep/job-requires.ts';

/** A task that a worker can train. */
export const TaskVersion = z.strictObject({ id: z.string().min(1), version: z.int().min(1) });
export type TaskVersion = z.infer<typeof TaskVersion>;

/** Jobs of equal requirements go to the same workers. */
export interface Requirement extends JobRequires {
  task: TaskVersion;
}

/** What a worker says of itself. */
export interface Capabilities {
  /** Null: a worker from before workers announced their tasks; it is taken to have all. */
  tasks: readonly TaskVersion[] | null;
  engine: string;
  engineClass: EngineClass | null;
  /** Of its device; null: not known. */
  memoryBytes: number | null;
  labels: Readonly<Record<string, string>>;
}

export const requirementOf = ({ task, requires }: Pick<JobSpec, 'task' | 'requires'>): Requirement => ({
  task: { id: task.id, version: task.version ?? 1 },
  ...requires,
});

/** Equal for equal requirements. */
export const requirementText = ({ task, engine, labels = {}, minMemory }: Requirement): string =>
  JSON.stringify([task.id, task.version, engine ?? null, Object.entries(labels).sort(), minMemory ?? null]);

/** What a worker lacks for a job, to be read after its name; null: it can run it. */
export function lackOf(worker: Capabilities, needed: Requirement): string | null {
  return lackOfTask(worker, needed) ?? lackOfDevice(worker, needed) ?? lackOfLabels(worker, needed);
}

function lackOfTask({ tasks }: Capabilities, { task }: Requirement): string | null {
  if (tasks === null) return null;
  const own = tasks.find(({ id }) => id === task.id);
  if (!own) return `does not have the task "${task.id}"`;
  if (own.version === task.version) return null;
  return `has version ${own.version} of the task "${task.id}", not ${task.version}`;
}

function lackOfDevice(worker: Capabilities, { engine, minMemory }: Requirement): string | null {
  if (engine !== undefined && engine !== worker.engine && engine !== worker.engineClass)
    return `computes with ${worker.engine}, not ${engine}`;
  if (minMemory === undefined) return null;
  if (worker.memoryBytes === null) return 'does not know the memory of its device (DEVICE_MEMORY_MB says it)';
  if (worker.memoryBytes >= minMemory) return null;
  return `has ${gigabytes(worker.memoryBytes)} of memory, not ${gigabytes(minMemory)}`;
}

function lackOfLabels({ labels: own }: Capabilities, { labels = {} }: Requirement): string | null {
  const missing = Object.entries(labels).find(([name, value]) => own[name] !== value);
  return missing ? `does not have the label ${missing.join('=')}` : null;
}

const gigabytes = (bytes: number) => `${Number((bytes / 1e9).toPrecision(3))} GB`;

const WORKERS_NAMED = 3;

/** Why none of the connected workers can run such a job, as a sentence; null: one can. */
export function whyNobody(
  workers: readonly (Capabilities & { name: string })[],
  needed: Requirement,
): string | null {
  const lacks = workers.map((worker) => ({ name: worker.name, lack: lackOf(worker, needed) }));
  if (lacks.some(({ lack }) => lack === null)) return null;
  if (lacks.length === 0) return 'No worker is connected: start one with `yoto worker`';
  const named = lacks.slice(0, WORKERS_NAMED).map(({ name, lack }) => `${name} ${lack}`);
  const others = lacks.length - named.length;
  return `No connected worker can run it: ${named.join('; ')}${others > 0 ? `; and ${others} more` : ''}`;
}
