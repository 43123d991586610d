/** Seeding a state folder: refused where it would mix with sweeps that somebody has there. */
import { AppError, taskCatalogue } from '@yoto/core';
import { taskSpecs } from '@yoto/tasks/specs';
import pg from 'pg';
import { artifactsOf, withStateDatabase } from '../state-database.ts';
import { COMPARED_NAME, LONG_NAME, seedPlan } from './seeded-sweeps.ts';
import type { SeedSizes } from './sizes.ts';
import { storeFiles } from './stored-files.ts';
import { tidy, writeRows } from './write-rows.ts';

export interface SeededState {
  /** Ids of the sweep with the large comparison, and of the one whose only job has the long curve. */
  compared: string;
  long: string;
}

/**
 * All or nothing, but for files that no row refers to.
 * @throws AppError `conflict` when the folder has sweeps and `add` is false
 */
export async function seedState(
  stateDir: string,
  { add, ...sizes }: SeedSizes & { add: boolean },
  log: (line: string) => void,
): Promise<SeededState> {
  const plan = seedPlan(sizes, taskCatalogue(taskSpecs));
  return withStateDatabase(stateDir, async (url) => {
    const client = new pg.Client({ connectionString: url, application_name: 'yoto-seed' });
    await client.connect();
    try {
      if (!add) await assertEmpty(client, stateDir);
      await writeRows(client, plan, sizes, log);
      await storeFiles(client, artifactsOf(stateDir), plan);
      log('Statistics and visibility maps …');
      await tidy(client);
    } finally {
      await client.end();
    }
    return { compared: plan.compared, long: plan.long };
  });
}

/** What was seeded in a database, by the names that seeding gives; undefined where it was not. */
export async function findSeeded(databaseUrl: string): Promise<SeededState | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'yoto-seed' });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; name: string }>(
      'select id, name from sweeps where name = any($1) order by id desc',
      [[COMPARED_NAME, LONG_NAME]],
    );
    const idOf = (wanted: string) => rows.find(({ name }) => name === wanted)?.id;
    const [compared, long] = [idOf(COMPARED_NAME), idOf(LONG_NAME)];
    return compared === undefined || long === undefined ? undefined : { compared, long };
  } finally {
    await client.end();
  }
}

async function assertEmpty(client: pg.Client, stateDir: string): Promise<void> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from sweeps');
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  throw new AppError(
    'conflict',
    `${stateDir} has ${count} sweeps already: name another folder with --state, or say --add to seed beside them`,
  );
}
