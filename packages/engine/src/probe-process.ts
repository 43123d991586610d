// A child process that opens one engine and trains a step: a native library that crashes takes only this down.
import type { EngineName } from '@yoto/core';
import type { EngineOptions } from './engine.ts';
import { whyUnavailable } from './engine-unavailable.ts';
import { openNamed } from './open-named.ts';
import { checkTraining } from './train-check.ts';
import { provideGpu } from './webgpu/dawn.ts';

export interface ProbeRequest {
  name: EngineName;
  options: EngineOptions;
}

export type ProbeReply =
  | { works: true; device: string; version: string; isSoftware: boolean }
  | { works: false; reason: string };

async function probe({ name, options }: ProbeRequest): Promise<ProbeReply> {
  try {
    const isSoftware = name === 'webgpu' && (await provideGpu()).isSoftware;
    const { device, version } = await openNamed(name, options);
    await checkTraining();
    return { works: true, device, version, isSoftware };
  } catch (error) {
    return { works: false, reason: whyUnavailable(error) };
  }
}

process.once('message', async (request: ProbeRequest) => {
  const reply = await probe(request);
  process.send?.(reply, () => process.exit(0));
});
