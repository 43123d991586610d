// `npm run demo [-- --exit]`: everything a fresh clone needs, then the demonstration.
import { prepare } from './prepare.mjs';
import { run } from './run-command.mjs';

await prepare();
process.exitCode = await run(process.execPath, ['apps/cli/bin/yoto.mjs', 'demo', ...process.argv.slice(2)]);
