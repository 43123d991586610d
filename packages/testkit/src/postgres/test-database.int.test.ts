import { openStorage } from '@yoto/storage';
import { expect, test } from 'vitest';
import { plannedSweep } from '../builders/toy-sweep.ts';
import { testDatabase } from './test-database.ts';

test('every test database is migrated, empty and its own', async () => {
  const databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);
  const [first, second] = await Promise.all(databases.map(({ url }) => openStorage({ databaseUrl: url })));
  const { spec, plan } = plannedSweep();
  await first!.sweeps.create(spec, plan);
  expect((await first!.sweeps.list({ limit: 10 })).rows).toHaveLength(1);
  expect((await second!.sweeps.list({ limit: 10 })).rows).toHaveLength(0);
  await Promise.all([first!.close(), second!.close()]);
  await Promise.all(databases.map((database) => database.drop()));
  await expect(openStorage({ databaseUrl: databases[0]!.url })).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringContaining('does not exist'),
  });
});
