import type { Client } from '@yoto/client';
import { AppError, type SweepSummary } from '@yoto/core';
import { z } from 'zod';
import { candidates, MOST_CANDIDATES } from './candidates.ts';

/**
 * The id of the sweep a person means, among all that the server has: its id, the beginning of one, or a name; the
 * newest one when nothing is given. Throws `not_found`, or `invalid_input` where several fit.
 */
export async function findSweep(client: Client, reference: string | undefined): Promise<string> {
  if (reference === undefined) return newestSweep(client);
  if (z.uuid().safeParse(reference).success) return reference;
  const fitting = reference === '' ? [] : await sweepsMeant(client, reference);
  if (fitting.length > 1) {
    const names = candidates(fitting.map((sweep) => `${sweep.id} (${sweep.name})`));
    throw new AppError('invalid_input', `"${reference}" may mean several sweeps: ${names}`, {
      details: { fix: 'give the whole id' },
    });
  }
  if (fitting[0]) return fitting[0].id;
  throw new AppError('not_found', `There is no sweep with the name or id "${reference}"`, {
    details: { fix: '`yoto sweeps` lists them; names count capital letters and blanks' },
  });
}

/** One more than can be named; what is named may be archived. */
async function sweepsMeant(client: Client, reference: string): Promise<SweepSummary[]> {
  return (await client.listSweeps({ query: { reference, archived: 'all', limit: MOST_CANDIDATES + 1 } }))
    .items;
}

async function newestSweep(client: Client): Promise<string> {
  const { items } = await client.listSweeps({ query: { limit: 1 } });
  if (items[0]) return items[0].id;
  throw new AppError('not_found', 'This server has no sweeps yet', {
    details: { fix: 'submit one: yoto submit FILE' },
  });
}
