/** What the comparison of pictures shows, as the query of its address. Pure. */

export interface CompareChoice {
  seed?: number | undefined;
  /** Index of the example. */
  example?: number | undefined;
  /** The key of the leading series' lambda, as `lambdaKey` writes it. */
  lambda?: string | undefined;
  /** The name of the series whose lambdas the slider goes through. */
  lead?: string | undefined;
  /** Names of series that stand beside it, the empty one for the original; all of one kind's first unless given. */
  beside?: readonly string[] | undefined;
  mode?: 'wipe' | undefined;
}

export function readChoice(query: URLSearchParams): CompareChoice {
  const whole = (name: string) => {
    const text = query.get(name);
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  return {
    seed: whole('seed'),
    example: whole('example'),
    lambda: query.get('lambda') ?? undefined,
    lead: query.get('lead') ?? undefined,
    beside: query.has('beside') ? query.getAll('beside') : undefined,
    mode: query.get('mode') === 'wipe' ? 'wipe' : undefined,
  };
}

export function writeChoice({ beside, ...single }: CompareChoice): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(single)) {
    if (value !== undefined) query.set(name, String(value));
  }
  for (const name of beside ?? []) query.append('beside', name);
  return query;
}

export function compareAddress(sweepId: string, choice: CompareChoice): string {
  const query = writeChoice(choice).toString();
  return `/sweeps/${sweepId}/compare${query === '' ? '' : `?${query}`}`;
}
