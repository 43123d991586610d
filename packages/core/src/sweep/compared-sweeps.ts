/** Which groups of which sweeps are compared, as addresses have it: `of=ID` or `of=ID:GROUP`, repeated. */

export interface ComparedSweep {
  id: string;
  /** Undefined: all groups. */
  groups: readonly string[] | undefined;
}

/** Several groups of one sweep are put together, in the order in which the sweeps are first named; a whole sweep has them all. */
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
