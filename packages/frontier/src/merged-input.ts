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
  const chosen = sweeps.map((sweep) => ({ sweep, groups: chosenGroups(sweep) }));
  const nameOf = mergedNames(
    chosen.map(({ sweep, groups }) => ({
      id: sweep.input.sweepId,
      name: sweep.name,
      groups: groups.map(({ name }) => name),
    })),
  );
  const named = chosen.flatMap(({ sweep, groups }) =>
    groups.map((group) => ({ sweep, group, name: nameOf(sweep.input.sweepId, group.name) })),
  );
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

export interface ChosenGroups {
  id: string;
  name: string;
  groups: readonly string[];
}

/** What each chosen group is called beside the others: see `mergedInput`. */
export function mergedNames(sweeps: readonly ChosenGroups[]): (sweepId: string, group: string) => string {
  const names = sweeps.flatMap(({ id, name, groups }) =>
    groups.map((group) => ({
      key: `${id} ${group}`,
      choices: [group, `${group} (${name})`, `${group} (${name}, ${id.slice(0, 13)})`] as const,
    })),
  );
  const isUnique = (level: 0 | 1, text: string) =>
    names.filter(({ choices }) => choices[level] === text).length === 1;
  const chosen = new Map(
    names.map(({ key, choices }) => {
      const level = isUnique(0, choices[0]) ? 0 : isUnique(1, choices[1]) ? 1 : 2;
      return [key, choices[level]];
    }),
  );
  return (sweepId, group) => chosen.get(`${sweepId} ${group}`) ?? group;
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
    byContent.set(
      key,
      known ? { ...known, jobs: known.jobs + jobs, attempts: known.attempts + attempts } : use,
    );
  }
  return [...byContent.values()];
}
