// `npm run demo [-- --exit]`: everything a fresh clone needs, then the demonstration, in this process.
import { prepare } from './prepare.mjs';
import { ROOT } from './run-command.mjs';

await prepare();
process.chdir(ROOT);
process.argv.splice(2, 0, 'demo');
await import('../../apps/cli/bin/yoto.mjs');
