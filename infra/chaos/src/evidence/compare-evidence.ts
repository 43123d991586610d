/** Says in what a run through faults differs from the calm run of the same sweep: in nothing, if all is well. */
import type { JobEvidence } from './read-evidence.ts';

/** One line a difference. Attempts may be more, but exactly one completes each job and none is left open. */
export function compareEvidence(calm: readonly JobEvidence[], rough: readonly JobEvidence[]): string[] {
  const differences: string[] = [];
  if (calm.length !== rough.length) differences.push(`${rough.length} jobs instead of ${calm.length}`);
  for (const wanted of calm) {
    const found = rough.find(({ index }) => index === wanted.index);
    if (found) differences.push(...compareJob(wanted, found).map((line) => `job ${wanted.index}: ${line}`));
  }
  return differences;
}

function compareJob(wanted: JobEvidence, found: JobEvidence): string[] {
  return [
    ...(found.state === 'completed' ? [] : [`is ${found.state}, not completed`]),
    ...(found.step === wanted.step ? [] : [`ends at step ${found.step} instead of ${wanted.step}`]),
    ...attemptFaults(found),
    ...compareMaps('metric point', wanted.metrics, found.metrics),
    ...compareMaps('evaluation point', wanted.evaluations, found.evaluations),
    ...compareMaps('file', wanted.files, found.files),
  ];
}

function attemptFaults({ attempts }: JobEvidence): string[] {
  const completed = attempts.filter(({ outcome }) => outcome === 'completed').length;
  const open = attempts.filter(({ outcome }) => outcome === null).map(({ number }) => number);
  const gapless = attempts.every(({ number }, place) => number === place + 1);
  return [
    ...(completed === 1 ? [] : [`has ${completed} completed attempts`]),
    ...(open.length === 0 ? [] : [`attempts left open: ${open.join(', ')}`]),
    ...(gapless ? [] : [`attempts are numbered ${attempts.map(({ number }) => number).join(', ')}`]),
  ];
}

function compareMaps(
  what: string,
  wanted: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): string[] {
  const keys = new Set([...wanted.keys(), ...found.keys()]);
  return [...keys].flatMap((key) => {
    const before = wanted.get(key);
    const after = found.get(key);
    if (before === after) return [];
    if (after === undefined) return [`lost the ${what} ${key}`];
    if (before === undefined) return [`has one ${what} too many: ${key}`];
    return [`${what} ${key} is ${after} instead of ${before}`];
  });
}
