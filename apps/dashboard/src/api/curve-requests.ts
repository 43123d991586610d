/**
 * Curves that are asked for at the same time, fetched in one request. Each is kept by itself, so that a notice about one job
 * makes only its curve asked for again.
 */
import type { Client } from '@yoto/client';
import { type JobCurve, MOST_CURVES } from '@yoto/core';

/** The steps that a chart of curves shows. */
export interface StepRange {
  fromStep: number;
  toStep: number;
}

export interface CurvePart {
  /** Of the metric. */
  name: string;
  /** Undefined: all steps. */
  range: StepRange | undefined;
  maxPoints: number;
}

interface Asked {
  jobId: string;
  signal: AbortSignal;
  resolve: (curve: JobCurve) => void;
  reject: (reason: unknown) => void;
}

/** The curve of a job; rejects with what went wrong, or with the signal's reason. */
export type AskForCurve = (jobId: string, part: CurvePart, signal: AbortSignal) => Promise<JobCurve>;

/** `getCurves` is called once for all that is asked for in the same turn of the event loop, as far as it takes. */
export function gatherCurves(getCurves: Client['getCurves']): AskForCurve {
  /** By the part of the curves. */
  const gathering = new Map<string, Asked[]>();

  const gather = (key: string, part: CurvePart): Asked[] => {
    const asked: Asked[] = [];
    gathering.set(key, asked);
    setTimeout(() => {
      gathering.delete(key);
      for (let from = 0; from < asked.length; from += MOST_CURVES)
        void fetchCurves(asked.slice(from, from + MOST_CURVES), part, getCurves);
    });
    return asked;
  };

  return (jobId, part, signal) =>
    new Promise((resolve, reject) => {
      const key = JSON.stringify(part);
      const asked = gathering.get(key) ?? gather(key, part);
      asked.push({ jobId, signal, resolve, reject });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
}

/** Aborted once nobody wants any of them. */
async function fetchCurves(
  asked: readonly Asked[],
  { name, range, maxPoints }: CurvePart,
  getCurves: Client['getCurves'],
): Promise<void> {
  const wanted = asked.filter(({ signal }) => !signal.aborted);
  if (wanted.length === 0) return;
  const abort = new AbortController();
  let left = wanted.length;
  for (const { signal } of wanted)
    signal.addEventListener('abort', () => --left === 0 && abort.abort(signal.reason), { once: true });
  try {
    const query = { job: wanted.map(({ jobId }) => jobId), name, maxPoints, ...range };
    const { items } = await getCurves({ query }, { signal: abort.signal });
    for (const [i, { jobId, resolve }] of wanted.entries())
      resolve(items[i] ?? { jobId, curve: null, points: [] });
  } catch (error) {
    for (const { reject } of wanted) reject(error);
  }
}
