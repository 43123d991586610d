import type { EngineName } from '@yoto/core';
import { correctGradients } from './correct-gradients.ts';
import type { EngineOptions } from './engine.ts';
import type { OpenEngine } from './engine-module.ts';
import { openTensorflow } from './tensorflow/open-tensorflow.ts';
import { openWasm } from './wasm/open-wasm.ts';
import { openWebgpu } from './webgpu/open-webgpu.ts';

/** Opens one engine in this process, whatever it is. Native ones can crash it: see probe.ts. */
export async function openNamed(name: EngineName, options: EngineOptions): Promise<OpenEngine> {
  correctGradients();
  switch (name) {
    case 'wasm':
      return openWasm(options);
    case 'webgpu':
      return openWebgpu();
    case 'tensorflow':
    case 'tensorflow-gpu':
      return openTensorflow(name, options);
  }
}
