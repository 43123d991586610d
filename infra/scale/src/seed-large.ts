/** `npm run seed:large`: fills a state folder with as many sweeps as a team makes in a year, for `yoto up --state DIR`. */
import path from 'node:path';
import { runDeveloperProgram } from '@yoto/host';
import { seedState } from './seed/seed-state.ts';
import { parseSeedOptions } from './seed/sizes.ts';

await runDeveloperProgram(async (args) => {
  const { state, ...options } = parseSeedOptions(args);
  const startedAt = performance.now();
  // npm runs this in the folder of its workspace.
  const folder = path.resolve(process.env.INIT_CWD ?? '.', state);
  const { compared, long } = await seedState(folder, options, console.log);
  console.log(`\nDone in ${((performance.now() - startedAt) / 1000).toFixed(0)} s. Open it with`);
  console.log(`  npx yoto up --state ${folder} --workers 0`);
  console.log(`Large comparison: /sweeps/${compared}\nLong curve: /sweeps/${long}/curves`);
  return true;
});
