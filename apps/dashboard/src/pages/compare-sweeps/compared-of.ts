/** Which groups of which sweeps the page compares. Pure. */
import type { ComparedSweep } from '@yoto/core';

/** Takes a group in or out; undefined where nothing of the sweep would be left. All groups are written as none. */
export function withGroup(
  sweep: ComparedSweep,
  all: readonly string[],
  group: string,
): ComparedSweep | undefined {
  const chosen = new Set(sweep.groups ?? all);
  if (!chosen.delete(group)) chosen.add(group);
  if (chosen.size === 0) return undefined;
  const groups = all.filter((name) => chosen.has(name));
  return { id: sweep.id, groups: groups.length === all.length ? undefined : groups };
}

/** The address of a comparison of whole sweeps. */
export const compareSweepsAddress = (ids: readonly string[]): string =>
  `/compare?${new URLSearchParams(ids.map((id) => ['of', id]))}`;
