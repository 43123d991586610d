import { testDatabase } from '@yoto/testkit';
import pg from 'pg';
import { expect, test } from 'vitest';
// Loads every file that has statements.
import './open-storage.ts';
import { allStatements } from './statement.ts';

test('every statement can be prepared against the migrated schema', async () => {
  const { url, drop } = await testDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const [index, sql] of allStatements().entries()) {
      const prepared = client.query(`prepare statement_${index} as ${sql}`);
      await expect(
        prepared.then(() => 'prepared').catch((error) => `${error.message}: ${sql}`),
      ).resolves.toBe('prepared');
    }
    expect(allStatements().length).toBeGreaterThan(30);
    await expect(client.query('prepare wrong as select lambda_key from evaluation_points')).rejects.toThrow(
      'does not exist',
    );
  } finally {
    await client.end();
    await drop();
  }
});
