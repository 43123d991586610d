/** Carries a plan out against a stack. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../stack/stack.ts';
import type { Fault, FaultKind } from './fault-plan.ts';
import { INJECT } from './inject-fault.ts';

export interface Injection {
  /** All were begun; throws what kept one from being done. */
  isDone(): boolean;
  byKind(): Map<FaultKind, number>;
  /** What the product must not have done. */
  troubles(): string[];
  /** Resolves when all were done and those that last are over; rejects when one could not be done. */
  finished: Promise<void>;
}

export function injectPlan(stack: Stack, plan: readonly Fault[], log: (line: string) => void): Injection {
  const byKind = new Map<FaultKind, number>();
  const troubles: string[] = [];
  const lasting: Promise<void>[] = [];
  let done = 0;
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
  };

  async function run(): Promise<void> {
    for (const fault of plan) {
      await sleep(fault.gapMs);
      const rest = await INJECT[fault.kind](stack, fault, (what) => troubles.push(what));
      // Begun before the next fault looks for a victim.
      if (rest) {
        const lasts = rest();
        lasts.catch(fail);
        lasting.push(lasts);
      }
      done += 1;
      byKind.set(fault.kind, (byKind.get(fault.kind) ?? 0) + 1);
      log(`${done} ${fault.kind}${fault.holdMs > 0 ? ` for ${fault.holdMs} ms` : ''}`);
    }
    await Promise.all(lasting);
  }
  const finished = run();
  finished.catch(fail);
  return {
    isDone() {
      if (failure) throw failure.error;
      return done === plan.length;
    },
    byKind: () => new Map(byKind),
    troubles: () => [...troubles],
    finished,
  };
}
