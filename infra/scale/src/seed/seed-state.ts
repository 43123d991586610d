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

interface SeedRequest extends SeedSizes {
  /** Also where there are sweeps already. */
  add: boolean;
}

/** Fills the folder as `yoto up --state` keeps it; see `seedDatabase`. */
export const seedState = (
  stateDir: string,
  request: SeedRequest,
  log: (line: string) => void,
): Promise<SeededState> =>
  withStateDatabase(stateDir, (url) => seedDatabase(url, artifactsOf(stateDir), request, log));

/**
 * Fills a migrated database: all or nothing, but for files that no row refers to.
 * @throws AppError `conflict` when it has sweeps and `add` is false
 */
export async function seedDatabase(
  databaseUrl: string,
  artifactsDir: string,
  { add, ...sizes }: SeedRequest,
  log: (line: string) => void,
): Promise<SeededState> {
  const plan = seedPlan(sizes, taskCatalogue(taskSpecs));
  return withClient(databaseUrl, async (client) => {
    if (!add) await assertEmpty(client);
    await writeRows(client, plan, sizes, log);
    await storeFiles(client, artifactsDir, plan);
    log('Statistics and visibility maps …');
    await tidy(client);
    return { compared: plan.compared, long: plan.long };
  });
}

async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'yoto-seed' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What was seeded in a database, by the names that seeding gives; undefined where it was not. */
export const findSeeded = (databaseUrl: string): Promise<SeededState | undefined> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string; name: string }>(
      'select id, name from sweeps where name = any($1) order by id desc',
      [[COMPARED_NAME, LONG_NAME]],
    );
    const idOf = (wanted: string) => rows.find(({ name }) => name === wanted)?.id;
    const [compared, long] = [idOf(COMPARED_NAME), idOf(LONG_NAME)];
    return compared === undefined || long === undefined ? undefined : { compared, long };
  });

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from sweeps');
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  throw new AppError(
    'conflict',
    `The state folder has sweeps already (${count}): name another with --state, or say --add to seed beside them`,
  );
}
