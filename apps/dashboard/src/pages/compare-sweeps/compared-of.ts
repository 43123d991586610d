/** Which groups of which sweeps are compared, as the address has it: `of=ID` or `of=ID:GROUP`, repeated. Pure. */

export interface ComparedSweep {
  id: string;
  /** Undefined: all groups. */
  groups: readonly string[] | undefined;
}

export function parseCompared(of: readonly string[]): ComparedSweep[] {
  const sweeps = new Map<string, ComparedSweep>();
  for (const text of of) {
    const [id = ''] = text.split(':', 1);
    const group = text.length > id.length ? text.slice(id.length + 1) : undefined;
    const known = sweeps.get(id);
    const isWhole = group === undefined || (known !== undefined && known.groups === undefined);
    sweeps.set(id, { id, groups: isWhole ? undefined : [...(known?.groups ?? []), group] });
  }
  return [...sweeps.values()];
}

export const comparedText = (sweeps: readonly ComparedSweep[]): string[] =>
  sweeps.flatMap(({ id, groups }) => groups?.map((group) => `${id}:${group}`) ?? [id]);

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
