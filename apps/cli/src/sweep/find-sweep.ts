import type { Client } from '@yoto/client';
import { AppError, type SweepSummary } from '@yoto/core';
import { z } from 'zod';

const SEARCHED_SWEEPS = 500;
const SHORTEST_PREFIX = 4;

/**
 * The id of the sweep a person means: its id, the beginning of one, or a name; the newest one when nothing is given.
 * Throws `not_found`, or `invalid_input` where several fit.
 */
export async function findSweep(client: Client, reference: string | undefined): Promise<string> {
  if (reference !== undefined && z.uuid().safeParse(reference).success) return reference;
  const limit = reference === undefined ? 1 : SEARCHED_SWEEPS;
  const { items } = await client.listSweeps({ query: { limit } });
  if (reference !== undefined) return matchSweep(items, reference);
  if (items[0]) return items[0].id;
  throw new AppError('not_found', 'This server has no sweeps yet', {
    details: { fix: 'submit one: yoto submit FILE' },
  });
}

/** A name before the beginning of an id, for a name may look like one. */
export function matchSweep(sweeps: readonly Pick<SweepSummary, 'id' | 'name'>[], reference: string): string {
  const byName = sweeps.filter((sweep) => sweep.name === reference);
  const byId =
    reference.length < SHORTEST_PREFIX ? [] : sweeps.filter((sweep) => sweep.id.startsWith(reference));
  const found = byName.length > 0 ? byName : byId;
  if (found.length > 1) {
    const candidates = found.map((sweep) => `${sweep.id} (${sweep.name})`).join(', ');
    throw new AppError('invalid_input', `"${reference}" may mean several sweeps: ${candidates}`, {
      details: { fix: 'give the whole id' },
    });
  }
  if (found[0]) return found[0].id;
  throw new AppError('not_found', `There is no sweep with the name or id "${reference}"`, {
    details: { fix: '`yoto sweeps` lists them' },
  });
}
