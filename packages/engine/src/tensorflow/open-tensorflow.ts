// The native engines: @tensorflow/tfjs-node and -node-gpu, from the product's own folder of engines or node_modules.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { EngineOptions } from '../engine.ts';
import type { OpenEngine } from '../engine-module.ts';
import { engineUnavailable } from '../engine-unavailable.ts';
import { processorName } from '../processor-name.ts';
import { tf } from '../tf.ts';

export type NativeEngineName = 'tensorflow' | 'tensorflow-gpu';

const PACKAGES: Record<NativeEngineName, string> = {
  tensorflow: '@tensorflow/tfjs-node',
  'tensorflow-gpu': '@tensorflow/tfjs-node-gpu',
};

/** What this file reads of the native backend. */
interface NodeBackend {
  isUsingGpuDevice?: boolean;
}

function nativeDirOf(options: EngineOptions): string {
  return resolve(options.nativeDir ?? join(process.cwd(), '.yoto', 'engines'));
}

/** The folder of the package, or null when it is not installed. */
export function locateNative(name: NativeEngineName, options: EngineOptions): string | null {
  const installed = join(nativeDirOf(options), name, 'node_modules', PACKAGES[name]);
  if (existsSync(join(installed, 'package.json'))) return installed;
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGES[name]}/package.json`));
  } catch {
    return null;
  }
}

/** Loads the addon and makes its backend the current one. */
export async function openTensorflow(name: NativeEngineName, options: EngineOptions): Promise<OpenEngine> {
  const folder = locateNative(name, options);
  const install = `yoto engine install${name === 'tensorflow-gpu' ? ' --gpu' : ''}`;
  if (folder === null)
    throw engineUnavailable(name, `${PACKAGES[name]} is not installed: run \`${install}\``);
  const require = createRequire(join(folder, 'package.json'));
  const { version } = require('./package.json') as { version: string };
  try {
    require(folder);
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw engineUnavailable(
      name,
      `${PACKAGES[name]} does not load (${message}): run \`${install}\` again`,
      cause,
    );
  }
  if (tf.findBackendFactory('tensorflow') === null) {
    throw engineUnavailable(name, `${folder} uses a tfjs-core of its own: run \`${install}\` again`);
  }
  await tf.setBackend('tensorflow');
  const usesGpu = (tf.backend() as unknown as NodeBackend).isUsingGpuDevice === true;
  if (name === 'tensorflow-gpu' && !usesGpu) {
    throw engineUnavailable(
      name,
      'TensorFlow finds no CUDA device: check the driver (nvidia-smi) and the CUDA libraries',
    );
  }
  return {
    backendName: 'tensorflow',
    device: usesGpu ? 'CUDA GPU' : processorName(),
    threads: options.threads ?? availableParallelism(),
    version,
    deterministic: false,
    stop: async () => {},
  };
}
