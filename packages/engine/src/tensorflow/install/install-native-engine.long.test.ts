import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeEngines } from '../../probe.ts';
import { type InstallProgress, installNativeEngine } from './install-native-engine.ts';

const TIMEOUT_MS = 900_000;
/** A wheel of tensorflow or tensorflow-cpu, a folder with TensorFlow in it, or `wheel` to let pip download one. */
const from = process.env.YOTO_TEST_TENSORFLOW;
const isWanted = process.env.YOTO_TEST_FULL === '1' && from !== undefined;

describe.skipIf(!isWanted)('installing (needs YOTO_TEST_FULL=1 and YOTO_TEST_TENSORFLOW=wheel|PATH)', () => {
  it('installs an engine that trains, and lists it', { timeout: TIMEOUT_MS }, async () => {
    const nativeDir = await mkdtemp(join(tmpdir(), 'yoto-engines-'));
    const steps: InstallProgress['step'][] = [];
    const onProgress = ({ step }: InstallProgress) => steps.push(step);
    try {
      const installed = await installNativeEngine({ nativeDir, gpu: false, from: from ?? '', onProgress });
      expect(installed).toMatchObject({ name: 'tensorflow', available: true });
      expect(installed.version).toMatch(/^2\.\d+/);
      expect([...new Set(steps)]).toEqual(['javascript', 'library', 'addon', 'check']);
      expect(await readdir(nativeDir)).toEqual(['tensorflow']);
      const probes = await probeEngines({ nativeDir });
      expect(probes.find(({ name }) => name === 'tensorflow')).toEqual(installed);
    } finally {
      await rm(nativeDir, { recursive: true });
    }
  });
});
