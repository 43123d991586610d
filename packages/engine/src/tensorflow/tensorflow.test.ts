import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { describeEngine } from '../contract/index.ts';
import { openEngine } from '../open-engine.ts';
import { locateNative } from './native-folder.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
/** Where an installed engine is looked for: a test variable, the state folder, or that of this checkout. */
const nativeDir =
  process.env.YOTO_TEST_ENGINES ?? join(resolve(root, process.env.YOTO_STATE ?? '.yoto'), 'engines');

for (const name of ['tensorflow', 'tensorflow-gpu'] as const) {
  if (locateNative(name, { nativeDir }) !== null) {
    describeEngine(name, () => openEngine(name, { nativeDir, threads: 2 }));
    if (name === 'tensorflow') {
      // As on a graphics card, and where the addon was built from C headers alone.
      const options = { nativeDir, threads: 2, fusedKernels: false };
      describeEngine('tensorflow without fused kernels', () => openEngine(name, options));
    }
  } else {
    const missing = `not installed in ${nativeDir}: run \`yoto engine install\` or set YOTO_TEST_ENGINES`;
    describe.skip(`engine ${name} (${missing})`, () => {
      it('keeps the contract', () => {});
    });
  }
}
