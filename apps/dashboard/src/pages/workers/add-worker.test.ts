import { expect, it } from 'vitest';
import { workerCommand } from './add-worker.tsx';

it('is one command of a shell, with values in quotes where a shell would read more into them', () => {
  const variables = [
    { name: 'DATABASE_URL', value: 'postgresql://USER:PASSWORD@db:5432/yoto?schema=team&sslmode=require' },
    { name: 'ARTIFACTS', value: 's3://bucket/yoto' },
    { name: 'TASK_PACKAGES', value: "it's" },
  ];
  expect(workerCommand({ variables })).toBe(
    `DATABASE_URL='postgresql://USER:PASSWORD@db:5432/yoto?schema=team&sslmode=require' \\
  ARTIFACTS=s3://bucket/yoto \\
  TASK_PACKAGES='it'\\''s' \\
  npx yoto worker`,
  );
});
