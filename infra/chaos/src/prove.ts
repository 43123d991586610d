/** The proof: one sweep trained calmly, then again and again through faults, and what the two left behind compared. */
import type { SweepSpecInput } from '@yoto/core';
import { type AuditReport, installAudit, readAudit } from './evidence/audit.ts';
import { compareEvidence } from './evidence/compare-evidence.ts';
import { type JobEvidence, readEvidence } from './evidence/read-evidence.ts';
import { type Fault, type FaultKind, planFaults } from './faults/fault-plan.ts';
import { injectPlan } from './faults/inject-plan.ts';
import { startOperator } from './operator.ts';
import type { Backend } from './stack/place.ts';
import type { Stack } from './stack/stack.ts';
import { chaosSweep, type SweepSize } from './sweep.ts';
import { followSweep, submitSweep } from './train-sweep.ts';

/** Faults that last are over long before; a job that stands still for so long will never go on. */
const STUCK_AFTER_MS = 120_000;
const METRICS_EVERY_STEPS = 5;

type Log = (line: string) => void;

export interface CalmRun {
  jobs: JobEvidence[];
  wallSeconds: number;
}

/** Trains the sweep with nothing in the way. */
export async function runCalmly(stack: Stack, sweep: SweepSize, log: Log): Promise<CalmRun> {
  const startedAt = performance.now();
  const id = await submitSweep(stack, { ...chaosSweep(sweep), name: 'calm' });
  await followSweep(stack, id, { left: 0, stuckAfterMs: STUCK_AFTER_MS }, ({ ended, jobs }) =>
    log(`calm: ${ended}/${jobs} jobs ended`),
  );
  const wallSeconds = (performance.now() - startedAt) / 1000;
  return { jobs: await readEvidence(stack, id), wallSeconds };
}

export interface RoughRun {
  backend: Backend;
  faults: Map<FaultKind, number>;
  /** Of every sweep that was trained while there were faults left. */
  sweeps: JobEvidence[][];
  wallSeconds: number;
  audit: AuditReport;
  released: number;
  /** Everything that must not be; empty when the proof holds. */
  violations: string[];
}

export interface RoughOptions {
  seed: number;
  faults: number;
  meanGapMs: number;
  kinds?: readonly FaultKind[] | undefined;
}

/** Trains the sweep while the plan's faults happen, as often as it takes until all have. Once a stack. */
export async function runRoughly(
  stack: Stack,
  sweep: SweepSize,
  options: RoughOptions,
  calm: CalmRun,
  log: Log,
): Promise<RoughRun> {
  const { backend, rows } = stack;
  await installAudit(rows);
  const startedAt = performance.now();
  const plan = planFaults({ ...options, backend, count: options.faults });
  const { ids, troubles, ...counted } = await trainThroughFaults(stack, chaosSweep(sweep), plan, log);
  const wallSeconds = (performance.now() - startedAt) / 1000;
  const sweeps = await Promise.all(ids.map((id) => readEvidence(stack, id)));
  const audit = await readAudit(rows, METRICS_EVERY_STEPS);
  const differences = sweeps.flatMap((jobs, round) =>
    compareEvidence(calm.jobs, jobs).map((line) => `sweep ${round + 1}, ${line}`),
  );
  const violations = [...differences, ...auditViolations(audit), ...troubles];
  return { backend, ...counted, sweeps, wallSeconds, audit, violations };
}

async function trainThroughFaults(stack: Stack, spec: SweepSpecInput, plan: readonly Fault[], log: Log) {
  const operator = startOperator(stack);
  try {
    const injection = injectPlan(stack, plan, (line) => log(`${stack.backend}: fault ${line}`));
    const ids = await trainWhile(stack, spec, () => !injection.isDone());
    await injection.finished;
    log(`${stack.backend}: all faults are over; ${ids.length} sweeps go on to their end`);
    for (const id of ids) {
      await followSweep(stack, id, { left: 0, stuckAfterMs: STUCK_AFTER_MS }, ({ ended, jobs }) =>
        log(`${stack.backend}: ${ended}/${jobs} jobs ended`),
      );
    }
    const supervised = [stack.api, ...stack.workers.map(({ daemon }) => daemon)];
    const ends = supervised.flatMap((one) => one.unexpectedEnds());
    const troubles = [...injection.troubles(), ...ends.map((end) => `ended by itself: ${end}`)];
    return { ids, faults: injection.byKind(), released: operator.released(), troubles };
  } finally {
    await operator.stop();
  }
}

/** Submits the sweep again and again, each time before the workers run out of jobs; returns the ids. */
async function trainWhile(stack: Stack, spec: SweepSpecInput, isWanted: () => boolean): Promise<string[]> {
  const ids: string[] = [];
  do {
    const id = await submitSweep(stack, { ...spec, name: `${spec.name} ${ids.length + 1}` });
    ids.push(id);
    await followSweep(stack, id, { left: stack.workers.length, stuckAfterMs: STUCK_AFTER_MS });
  } while (isWanted());
  return ids;
}

function auditViolations({ lateWrites, undead }: AuditReport): string[] {
  return [
    ...(lateWrites === 0 ? [] : [`${lateWrites} points were written by attempts that had been taken over`]),
    ...(undead === 0 ? [] : [`${undead} jobs left a terminal state`]),
  ];
}
