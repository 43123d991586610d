// `npm run prisma -- ARGUMENTS`: the Prisma CLI without its native engine, its downloads and its telemetry.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PRISMA_CONFIG, SCHEMA_ENGINE } from './paths.ts';

const cli = path.resolve(import.meta.dirname, '../node_modules/prisma/build/index.js');
if (!existsSync(cli)) {
  console.error('error: the Prisma tools are not installed\nfix: npm ci --prefix infra/prisma-tools');
  process.exit(1);
}

const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2), '--config', PRISMA_CONFIG], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: SCHEMA_ENGINE,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
process.exitCode = status ?? 1;
