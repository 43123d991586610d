import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AttemptOutcome,
  type EndOutcome,
  isOwned,
  isTerminal,
  type JobEvent,
  type JobSnapshot,
  JobState,
  MOST_ATTEMPTS,
  nextJobState,
} from './job-state.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const policy = { maxAttempts: 3, backoffMs: 1000 };
const job = (fields: Partial<JobSnapshot> = {}): JobSnapshot => ({
  state: 'queued',
  attempt: 0,
  failures: 0,
  retry: policy,
  ...fields,
});
const running = job({ state: 'running', attempt: 2 });
const pausing = job({ state: 'pausing', attempt: 2 });
const ENDINGS = AttemptOutcome.options.filter(
  (one): one is EndOutcome => one !== 'completed' && one !== 'cancelled' && one !== 'paused',
);
const WORKERS_DOING = ['crashed', 'stalled', 'worker_error', 'preempted'] as const;
const PEOPLES_EVENTS = ['cancel', 'pause', 'resume', 'retry'] as const;

describe('one step', () => {
  test('a claim starts the next attempt', () => {
    expect(nextJobState(job({ attempt: 4, failures: 1 }), { type: 'claim' }, NOW)).toEqual({
      type: 'change',
      state: 'running',
      attempt: 5,
      failures: 1,
      notBefore: null,
    });
    expect(nextJobState(running, { type: 'claim' }, NOW)).toMatchObject({ type: 'refuse', code: 'conflict' });
  });

  test('each failure doubles the wait, until the policy is used up', () => {
    const end = (failures: number) =>
      nextJobState({ ...running, failures }, { type: 'end', attempt: 2, outcome: 'failed' }, NOW);
    expect(end(0)).toMatchObject({ state: 'queued', failures: 1, notBefore: new Date(NOW.getTime() + 1000) });
    expect(end(1)).toMatchObject({ state: 'queued', failures: 2, notBefore: new Date(NOW.getTime() + 2000) });
    expect(end(2)).toMatchObject({ state: 'failed', failures: 3, notBefore: null });
  });

  test.each(WORKERS_DOING)('%s is not the fault of the job', (outcome) => {
    const end = { type: 'end', attempt: 2, outcome } as const;
    expect(nextJobState({ ...running, failures: 2 }, end, NOW)).toMatchObject({
      state: 'queued',
      failures: 2,
    });
  });

  test.each(WORKERS_DOING)('%s goes on for ever only where nobody is at fault', (outcome) => {
    const last = { ...running, attempt: MOST_ATTEMPTS };
    const end = { type: 'end', attempt: MOST_ATTEMPTS, outcome } as const;
    const state = outcome === 'preempted' ? 'queued' : 'failed';
    expect(nextJobState(last, end, NOW)).toMatchObject({ state });
  });

  test.each(['diverged', 'data_error', 'out_of_memory'] as const)('%s would only happen again', (outcome) => {
    const end = { type: 'end', attempt: 2, outcome } as const;
    expect(nextJobState(running, end, NOW)).toMatchObject({ state: 'failed', failures: 1 });
  });

  test('cancel is idempotent and stops what is not at its end', () => {
    const cancel = (fields: Partial<JobSnapshot>) => nextJobState(job(fields), { type: 'cancel' }, NOW);
    expect(cancel({ state: 'queued' })).toMatchObject({ state: 'cancelled' });
    expect(cancel({ state: 'running', attempt: 1 })).toMatchObject({ state: 'cancelled', attempt: 1 });
    expect(cancel({ state: 'cancelled' })).toEqual({ type: 'ignore' });
    expect(cancel({ state: 'completed' })).toMatchObject({ type: 'refuse', code: 'conflict' });
    expect(cancel({ state: 'failed' })).toMatchObject({ type: 'refuse', code: 'conflict' });
  });

  test('pause gives the device back, now or as soon as the attempt has ended', () => {
    const pause = (fields: Partial<JobSnapshot>) => nextJobState(job(fields), { type: 'pause' }, NOW);
    expect(pause({ state: 'queued' })).toMatchObject({ state: 'paused' });
    expect(pause({ state: 'running', attempt: 2 })).toMatchObject({ state: 'pausing', attempt: 2 });
    expect(pause({ state: 'pausing' })).toEqual({ type: 'ignore' });
    expect(pause({ state: 'paused' })).toEqual({ type: 'ignore' });
    for (const state of ['completed', 'failed', 'cancelled'] as const) {
      expect(pause({ state })).toMatchObject({ type: 'refuse', code: 'conflict' });
    }
  });

  test('a pausing attempt still owns its job, and however it ends, the job is not started again', () => {
    expect(nextJobState(pausing, { type: 'claim' }, NOW)).toMatchObject({ type: 'refuse' });
    expect(nextJobState(pausing, { type: 'complete', attempt: 2 }, NOW)).toMatchObject({
      state: 'completed',
    });
    const end = (outcome: EndOutcome) => nextJobState(pausing, { type: 'end', attempt: 2, outcome }, NOW);
    for (const outcome of WORKERS_DOING) expect(end(outcome)).toMatchObject({ state: 'paused', failures: 0 });
    expect(end('failed')).toMatchObject({ state: 'paused', failures: 1 });
    expect(end('diverged')).toMatchObject({ state: 'failed', failures: 1 });
  });

  test('resume queues a paused job, and takes back a pause that is under way', () => {
    const resume = (fields: Partial<JobSnapshot>) => nextJobState(job(fields), { type: 'resume' }, NOW);
    expect(resume({ state: 'paused', attempt: 2, failures: 1 })).toMatchObject({
      state: 'queued',
      attempt: 2,
      failures: 1,
    });
    expect(resume({ state: 'pausing', attempt: 2 })).toMatchObject({ state: 'running', attempt: 2 });
    expect(resume({ state: 'queued' })).toEqual({ type: 'ignore' });
    expect(resume({ state: 'running' })).toEqual({ type: 'ignore' });
    for (const state of ['completed', 'failed', 'cancelled'] as const) {
      expect(resume({ state })).toMatchObject({ type: 'refuse', code: 'conflict' });
    }
  });

  test('retry brings back what failed or was cancelled, with a new budget', () => {
    const retry = (fields: Partial<JobSnapshot>) => nextJobState(job(fields), { type: 'retry' }, NOW);
    const queued = { state: 'queued', attempt: 3, failures: 0, notBefore: null };
    expect(retry({ state: 'failed', attempt: 3, failures: 3 })).toMatchObject(queued);
    expect(retry({ state: 'cancelled', attempt: 3, failures: 1 })).toMatchObject(queued);
    expect(retry({ state: 'queued' })).toEqual({ type: 'ignore' });
    expect(retry({ state: 'running' })).toEqual({ type: 'ignore' });
    expect(retry({ state: 'pausing' })).toEqual({ type: 'ignore' });
    expect(retry({ state: 'paused' })).toMatchObject({ type: 'refuse', code: 'conflict' });
    expect(retry({ state: 'completed' })).toMatchObject({ type: 'refuse', code: 'conflict' });
  });
});

/** Events as several workers and people send them: attempts are often those of somebody else, or long over. */
const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.constant({ type: 'claim' as const }),
  fc.record({ type: fc.constant('complete' as const), attempt: fc.nat(6) }),
  fc.record({ type: fc.constant('end' as const), attempt: fc.nat(6), outcome: fc.constantFrom(...ENDINGS) }),
  fc.constant({ type: 'cancel' as const }),
  fc.constant({ type: 'pause' as const }),
  fc.constant({ type: 'resume' as const }),
  fc.constant({ type: 'block' as const }),
  fc.constant({ type: 'retry' as const }),
);
const anyPolicy = fc.record({ maxAttempts: fc.integer({ min: 1, max: 100 }), backoffMs: fc.nat(86_400_000) });
const anyJob = fc.record<JobSnapshot>({
  state: fc.constantFrom(...JobState.options),
  attempt: fc.nat(6),
  failures: fc.nat(99),
  retry: anyPolicy,
});

/** A job and the attempt that owns it, as seen from outside. */
interface Model {
  job: JobSnapshot;
  owner: number | undefined;
}

function checkedStep({ job: before, owner }: Model, event: JobEvent): Model {
  const after = nextJobState(before, event, NOW);
  if (after.type !== 'change') return { job: before, owner };
  // Terminal rows never change, unless a person asks for another run of one that did not complete.
  if (isTerminal(before.state)) expect(event.type).toBe('retry');
  expect(before.state).not.toBe('completed');
  // Attempts only grow, one claim at a time, and failures never beyond the policy.
  const claims = event.type === 'claim';
  expect(after.attempt).toBe(before.attempt + (claims ? 1 : 0));
  expect(after.failures).toBeLessThanOrEqual(before.retry.maxAttempts);
  // One owner at a time: nobody claims what is owned, and only the owner completes or ends it.
  if (claims) expect(owner).toBeUndefined();
  if ('attempt' in event) expect(event.attempt).toBe(owner);
  const { state, attempt, failures } = after;
  return { job: { ...before, state, attempt, failures }, owner: isOwned(state) ? attempt : undefined };
}

describe('any sequence of events', () => {
  test('never breaks the invariants', () => {
    const sequence = fc.tuple(anyPolicy, fc.array(anyEvent, { maxLength: 60 }));
    fc.assert(
      fc.property(sequence, ([retry, events]) => {
        events.reduce(checkedStep, { job: job({ retry }), owner: undefined });
      }),
      { numRuns: 500 },
    );
  });

  test('a late worker changes nothing', () => {
    fc.assert(
      fc.property(anyJob, fc.nat(6), fc.constantFrom(...ENDINGS), (current, attempt, outcome) => {
        fc.pre(!isOwned(current.state) || current.attempt !== attempt);
        for (const event of [
          { type: 'complete', attempt } as const,
          { type: 'end', attempt, outcome } as const,
        ]) {
          expect(nextJobState(current, event, NOW)).toMatchObject({ type: 'refuse', code: 'stale_attempt' });
        }
      }),
    );
  });

  test('the same event twice is as good as once, where people send it', () => {
    fc.assert(
      fc.property(anyJob, fc.constantFrom(...PEOPLES_EVENTS), (current, type) => {
        const first = nextJobState(current, { type }, NOW);
        fc.pre(first.type === 'change');
        const second = nextJobState({ ...current, ...first }, { type }, NOW);
        expect(second).toEqual({ type: 'ignore' });
      }),
    );
  });

  test('a job always waits until a time that exists', () => {
    fc.assert(
      fc.property(anyJob, fc.constantFrom(...ENDINGS), (current, outcome) => {
        const owned = { ...current, state: 'running' as const };
        const decision = nextJobState(owned, { type: 'end', attempt: owned.attempt, outcome }, NOW);
        if (decision.type !== 'change' || decision.notBefore === null) return;
        expect(decision.notBefore.getTime()).toBeGreaterThanOrEqual(NOW.getTime());
        expect(decision.state).toBe('queued');
      }),
      { numRuns: 500 },
    );
  });
});
