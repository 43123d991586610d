#!/usr/bin/env node
// `yoto`, run straight from its TypeScript sources: nothing to build between a change and its effect.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Node.js ${process.versions.node} is too old: 20.19 or newer is needed`,
    'install a current LTS release',
  );
}
try {
  await import('@yoto/ts-loader');
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  fail('the dependencies are not installed', 'run npm run prepare:all in the repository');
}
await import('../src/main.ts');

function fail(message, fix) {
  console.error(`error: ${message}\nfix:   ${fix}`);
  process.exit(1);
}
