// Where a native engine is installed.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { EngineOptions } from '../engine.ts';

export type NativeEngineName = 'tensorflow' | 'tensorflow-gpu';

export const NATIVE_PACKAGES: Record<NativeEngineName, string> = {
  tensorflow: '@tensorflow/tfjs-node',
  'tensorflow-gpu': '@tensorflow/tfjs-node-gpu',
};

/** The folder of the engine's package: the product's own, or that of node_modules; null when it is not installed. */
export function locateNative(name: NativeEngineName, options: EngineOptions): string | null {
  const nativeDir = resolve(options.nativeDir ?? join(process.cwd(), '.yoto', 'engines'));
  const installed = join(nativeDir, name, 'node_modules', NATIVE_PACKAGES[name]);
  if (existsSync(join(installed, 'package.json'))) return installed;
  try {
    return dirname(createRequire(import.meta.url).resolve(`${NATIVE_PACKAGES[name]}/package.json`));
  } catch {
    return null;
  }
}

/** What to run to install it. */
export function installCommand(name: NativeEngineName): string {
  return `yoto engine install${name === 'tensorflow-gpu' ? ' --gpu' : ''}`;
}
