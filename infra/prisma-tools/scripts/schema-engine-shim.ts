/**
 * Stands in for the native `schema-engine` program: takes the same arguments, speaks the same JSON-RPC lines on
 * stdin and stdout, and runs the WebAssembly engine. `prisma generate`, `migrate deploy`, `status`, `diff` and
 * `resolve` work with it; `migrate dev` does not (make migrations with `npm run db:migration`).
 */
import { readFileSync } from 'node:fs';
import { runDatabaseCommand } from './database-command.ts';
import { openEngine } from './engine.ts';
import { serveJsonRpc } from './json-rpc.ts';

const args = process.argv.slice(2);
const url = readUrl();

if (args.includes('--version')) {
  console.log('schema-engine-cli wasm');
} else if (args.includes('cli')) {
  process.exitCode = await runDatabaseCommand(args[args.indexOf('cli') + 1] ?? '', url);
} else {
  await serveJsonRpc(() => openEngine(url, readDatamodels()));
  process.exit(); // the engine keeps its connection open
}

function valuesOf(option: string): string[] {
  return args.filter((_, index) => args[index - 1] === option);
}

function readUrl(): string {
  const datasource = JSON.parse(valuesOf('--datasource')[0] ?? '{}') as { url?: string };
  return datasource.url ?? '';
}

function readDatamodels(): [string, string][] {
  const files = valuesOf('--datamodels').map((file): [string, string] => [file, readFileSync(file, 'utf8')]);
  return files.length > 0 ? files : [['schema.prisma', 'datasource db { provider = "postgresql" }']];
}
