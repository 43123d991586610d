/** Several sweeps as one, so that groups of any of them can be compared. */
import { AppError, type DataUse, type ResolvedGroup } from '@yoto/core';
import type { ComparedJob, ComparisonInput } from './comparison-input.ts';

export interface MergedSweep {
  name: string;
  /** Only these groups take part; all of them unless given. */
  groups?: readonly string[] | undefined;
  input: Pick<ComparisonInput, 'sweepId' | 'spec' | 'jobs' | 'evaluations' | 'data'>;
}

/**
 * The chosen groups in the order of the sweeps. A group keeps its name where no other has it, and else gets that of its
 * sweep, and the beginning of its id where sweeps share a name, too: `YOTO (night run)`. Throws `invalid_input` for a
 * group that its sweep does not have.
 */
export function mergedInput(sweeps: readonly MergedSweep[]): MergedSweep['input'] {
  const chosen = sweeps.flatMap((sweep) => chosenGroups(sweep).map((group) => ({ sweep, group })));
  const count = (nameOf: (one: (typeof chosen)[number]) => string) => {
    const counts = new Map<string, number>();
    for (const one of chosen) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
    return (one: (typeof chosen)[number]) => counts.get(nameOf(one)) ?? 0;
  };
  const plain = ({ group }: (typeof chosen)[number]) => group.name;
  const withSweep = ({ sweep, group }: (typeof chosen)[number]) => `${group.name} (${sweep.name})`;
  const [plainCount, withSweepCount] = [count(plain), count(withSweep)];
  const named = chosen.map((one) => {
    const { sweep, group } = one;
    if (plainCount(one) === 1) return { ...one, name: plain(one) };
    if (withSweepCount(one) === 1) return { ...one, name: withSweep(one) };
    return { ...one, name: `${group.name} (${sweep.name}, ${sweep.input.sweepId.slice(0, 13)})` };
  });
  const jobs = named.flatMap(({ sweep, group, name }) =>
    sweep.input.jobs
      .filter((job) => job.group === group.name)
      .map((job): ComparedJob => ({ ...job, group: name })),
  );
  const ids = new Set(jobs.map(({ id }) => id));
  return {
    sweepId: sweeps.map(({ input }) => input.sweepId).join(','),
    spec: { groups: named.map(({ group, name }): ResolvedGroup => ({ ...group, name })) },
    jobs,
    evaluations: sweeps.flatMap(({ input }) => input.evaluations.filter(({ jobId }) => ids.has(jobId))),
    data: mergedData(sweeps.flatMap(({ input }) => input.data ?? [])),
  };
}

function chosenGroups({ name, groups, input }: MergedSweep): ResolvedGroup[] {
  const all = input.spec.groups;
  for (const wanted of groups ?? []) {
    if (all.some((group) => group.name === wanted)) continue;
    const choices = all.map((group) => `"${group.name}"`).join(', ');
    throw new AppError('invalid_input', `The sweep "${name}" has no group "${wanted}"; it has ${choices}`);
  }
  return all.filter((group) => groups === undefined || groups.includes(group.name));
}

/** What several sweeps say of the same data counts once. */
function mergedData(all: readonly DataUse[]): DataUse[] {
  const byContent = new Map<string, DataUse>();
  for (const use of all) {
    const { jobs, attempts, ...content } = use;
    const key = JSON.stringify(content);
    const known = byContent.get(key);
    byContent.set(key, known ? { ...known, jobs: known.jobs + jobs, attempts: known.attempts + attempts } : use);
  }
  return [...byContent.values()];
}
