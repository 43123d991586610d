// The native engines: @tensorflow/tfjs-node and -node-gpu, from the product's own folder of engines or node_modules.
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@yoto/core';
import { correctGradients } from '../correct-gradients.ts';
import type { EngineOptions } from '../engine.ts';
import type { OpenEngine } from '../engine-module.ts';
import { engineUnavailable } from '../engine-unavailable.ts';
import { installGradients } from '../gradients.ts';
import { processorName } from '../processor-name.ts';
import { tf } from '../tf.ts';
import { installConvolutionGradients } from './convolution-gradients.ts';
import { hasFusedKernels, installFusedKernels } from './fused-kernels.ts';
import { installCommand, locateNative, NATIVE_PACKAGES, type NativeEngineName } from './native-folder.ts';
import { installNativeKernels } from './native-kernels.ts';
import type { NativeBackend, NativeBinding } from './native-operation.ts';

/** The addon that this process has loaded, and what makes a backend of it. */
let loaded: { name: NativeEngineName; factory: () => tf.KernelBackend | Promise<tf.KernelBackend> } | null =
  null;

/** Loads the addon and makes its backend the current one. */
export async function openTensorflow(name: NativeEngineName, options: EngineOptions): Promise<OpenEngine> {
  const folder = locateNative(name, options);
  const install = installCommand(name);
  if (folder === null)
    throw engineUnavailable(name, `${NATIVE_PACKAGES[name]} is not installed: run \`${install}\``);
  if (loaded !== null && loaded.name !== name)
    throw engineUnavailable(name, `this process has loaded ${loaded.name}: open it in a process of its own`);
  const threads = options.threads ?? availableParallelism();
  configureLibrary(threads);
  try {
    createRequire(join(folder, 'package.json'))(folder);
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw engineUnavailable(
      name,
      `${NATIVE_PACKAGES[name]} does not load (${message}): run \`${install}\` again`,
      cause,
    );
  }
  registerLoaded(name, folder);
  // An engine that another copy of the program has installed brings that copy's tfjs, which has registered its gradients.
  correctGradients();
  installGradients();
  await tf.setBackend('tensorflow');
  const backend = tf.backend() as unknown as NativeBackend;
  const { isUsingGpuDevice, binding } = backend;
  backend.binding = Object.create(binding, { executeOp: { value: namingFullMemory(binding.executeOp) } });
  if (name === 'tensorflow-gpu' && !isUsingGpuDevice) {
    throw engineUnavailable(
      name,
      'TensorFlow finds no CUDA device: check the driver (nvidia-smi) and the CUDA libraries',
    );
  }
  installNativeKernels();
  if (!isUsingGpuDevice) installConvolutionGradients();
  const isFused = options.fusedKernels !== false && hasFusedKernels(backend);
  if (isFused) installFusedKernels();
  return {
    backendName: 'tensorflow',
    device: isUsingGpuDevice ? 'CUDA GPU' : processorName(),
    threads,
    version: `${binding.TF_Version}${kernelsNote(isUsingGpuDevice, isFused)}`,
    // On the processor its kernels cut work up by shapes and threads only; on a GPU some add in any order.
    deterministic: !isUsingGpuDevice,
    stop: async () => {},
  };
}

/** For people: the operations of ours are for processors, where an older addon has none. */
function kernelsNote(isUsingGpuDevice: boolean, isFused: boolean): string {
  if (isUsingGpuDevice) return '';
  return isFused ? ', fused kernels' : ', no fused kernels';
}

/** The addon registers its backend when it is first loaded only; after that, this does. */
function registerLoaded(name: NativeEngineName, folder: string): void {
  const registered = tf.findBackendFactory('tensorflow');
  const factory = registered ?? loaded?.factory ?? null;
  if (factory === null) {
    const install = installCommand(name);
    throw engineUnavailable(name, `${folder} uses a tfjs-core of its own: run \`${install}\` again`);
  }
  loaded = { name, factory };
  if (registered === null) tf.registerBackend('tensorflow', factory);
}

/** TensorFlow reads these, once, when it is loaded; the addon has no other way to set them. */
function configureLibrary(threads: number): void {
  const settings = {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    // Warnings and errors only: it greets at length.
    TF_CPP_MIN_LOG_LEVEL: '1',
  };
  for (const [name, value] of Object.entries(settings)) {
    // biome-ignore lint/style/noProcessEnv: a library's setting, not one of ours
    process.env[name] ??= value;
  }
}

type ExecuteOp = NativeBinding['executeOp'];

/** TensorFlow's message for a full memory is long and names no way out. */
function namingFullMemory(executeOp: ExecuteOp): ExecuteOp {
  return (...parameters) => {
    try {
      return executeOp(...parameters);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      const [what] = /OOM when allocating[^.]*?type \w+/.exec(message) ?? [];
      if (what === undefined) throw cause;
      throw new AppError(
        'out_of_memory',
        `TensorFlow's memory is full (${what}): use a smaller batch or a narrower model`,
        { cause },
      );
    }
  };
}
