/** Which faults happen, when and for how long: a pure function of the seed. */
import { type RandomStream, randomStream } from '@yoto/core';
import type { Backend } from '../stack/place.ts';
import { MESSAGE_LOCK_MS, STALL_AFTER_MS } from '../stack/timings.ts';

interface Kind {
  /** What the table calls it. */
  title: string;
  /** How often it is drawn, relative to the others. */
  weight: number;
  /** How long it lasts, for faults that last. */
  holdMs?: readonly [least: number, most: number];
  only?: Backend;
}

/** Longer than a silent attempt or message is waited for. */
const LATE_MS = Math.max(STALL_AFTER_MS, MESSAGE_LOCK_MS) + 1_000;

export const FAULT_KINDS = {
  'kill-trainer': { title: 'kill -9 of a trainer', weight: 10 },
  'kill-daemon': { title: 'kill -9 of a daemon', weight: 6 },
  'kill-machine': { title: 'kill -9 of a daemon and its trainers', weight: 4 },
  'stop-daemon': {
    title: 'SIGSTOP of a daemon, past its lock',
    weight: 4,
    holdMs: [LATE_MS, LATE_MS + 2_000],
  },
  'stop-machine': {
    title: 'SIGSTOP of a daemon and its trainers',
    weight: 4,
    holdMs: [LATE_MS, LATE_MS + 2_000],
  },
  preempt: { title: 'SIGTERM of a daemon (preemption)', weight: 4 },
  'preempt-twice': { title: 'SIGTERM of a daemon, and again', weight: 2 },
  'restart-postgres': { title: 'immediate restart of Postgres', weight: 4, holdMs: [200, 4_000] },
  'restart-redis': { title: 'restart of Redis', weight: 4, holdMs: [200, 4_000], only: 'redis' },
  'empty-queue': { title: 'queue emptied', weight: 4 },
  'duplicate-messages': { title: 'messages delivered twice', weight: 4 },
  'cut-network': { title: 'network of a worker cut', weight: 4, holdMs: [500, 6_000] },
  'freeze-network': { title: 'network of a worker frozen', weight: 4, holdMs: [500, LATE_MS + 2_000] },
  'pause-job': { title: 'job paused and resumed', weight: 4, holdMs: [200, 3_000] },
  'pause-sweep': { title: 'sweep paused and resumed', weight: 2, holdMs: [500, 3_000] },
  'tear-checkpoint': { title: 'newest checkpoint torn or tampered', weight: 4 },
  'kill-api': { title: 'kill -9 of the API', weight: 2 },
} as const satisfies Record<string, Kind>;

export type FaultKind = keyof typeof FAULT_KINDS;

export interface Fault {
  kind: FaultKind;
  /** Wait before it, after the one before has begun. */
  gapMs: number;
  /** 0 for faults that are over at once. */
  holdMs: number;
  /** Chooses the victim among those there are at that time. */
  draw: number;
}

export interface FaultPlanOptions {
  seed: number;
  count: number;
  backend: Backend;
  /** Mean wait between two faults. */
  meanGapMs: number;
  /** Left out: every kind. */
  kinds?: readonly FaultKind[] | undefined;
}

/** `count` faults: first one of every kind in random order, then by weight. */
export function planFaults({ seed, count, backend, meanGapMs, kinds }: FaultPlanOptions): Fault[] {
  const stream = randomStream(seed, 'chaos/faults');
  const chosen = kindsFor(backend).filter((kind) => kinds === undefined || kinds.includes(kind));
  const order = shuffled(chosen, stream);
  return Array.from({ length: count }, (_, index) => {
    const kind = order[index] ?? drawn(chosen, stream);
    const { holdMs = [0, 0] }: Kind = FAULT_KINDS[kind];
    return {
      kind,
      gapMs: Math.round(meanGapMs * (0.25 + 1.5 * stream.uniform())),
      holdMs: Math.round(holdMs[0] + (holdMs[1] - holdMs[0]) * stream.uniform()),
      draw: stream.uint32(),
    };
  });
}

/** The kinds that mean something on a queue backend. */
export function kindsFor(backend: Backend): FaultKind[] {
  const entries = Object.entries(FAULT_KINDS) as [FaultKind, Kind][];
  return entries.filter(([, { only }]) => only === undefined || only === backend).map(([kind]) => kind);
}

function shuffled<T>(items: readonly T[], stream: RandomStream): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = stream.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function drawn(kinds: readonly FaultKind[], stream: RandomStream): FaultKind {
  const total = kinds.reduce((sum, kind) => sum + FAULT_KINDS[kind].weight, 0);
  let left = stream.uniform() * total;
  for (const kind of kinds) {
    left -= FAULT_KINDS[kind].weight;
    if (left < 0) return kind;
  }
  return kinds.at(-1)!;
}
