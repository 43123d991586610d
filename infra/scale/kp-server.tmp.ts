import { withStateDatabase } from '/work/wt/kp/infra/scale/src/state-database.ts';
import { startServer } from '/work/wt/kp/infra/scale/src/bench/server.ts';
import { writeFileSync } from 'node:fs';
await withStateDatabase('/tmp/kp-large', async (url) => {
  const server = await startServer('/tmp/kp-large', url);
  writeFileSync('/tmp/kp-url-new', server.url);
  const timer = setInterval(() => {}, 1e6);
  await new Promise((r) => { process.once('SIGTERM', r); });
  clearInterval(timer); await server.stop();
});
