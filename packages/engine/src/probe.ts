// Finds out which engines work on this machine, by a real train step.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ENGINE_NAMES, type EngineName } from '@yoto/core';
import type { EngineOptions, EngineProbe } from './engine.ts';
import { whyUnavailable } from './engine-unavailable.ts';
import { version_wasm } from './load-tensorflow.mjs';
import type { ProbeReply, ProbeRequest } from './probe-process.ts';
import { processorName } from './processor-name.ts';
import { installCommand, locateNative } from './tensorflow/native-folder.ts';
import { loadKernelModule } from './wasm/kernel-module.ts';

/** A first CUDA start compiles kernels for a new GPU, which can take this long. */
const PROBE_TIMEOUT_MS = 120_000;

/** One engine's probe, with what only the choice of `auto` needs. */
export interface ProbedEngine extends EngineProbe {
  /** It works, but on a processor that plays a graphics adapter: `auto` never takes it. */
  isSoftware: boolean;
}

/** All engines, fastest first, each tried in a process of its own. */
export async function probeEngines(options: EngineOptions = {}): Promise<EngineProbe[]> {
  const probes: EngineProbe[] = [];
  for (const name of ENGINE_NAMES) {
    const { isSoftware: _, ...probe } = await probeEngine(name, options);
    probes.push(probe);
  }
  return probes;
}

/** Never throws: what goes wrong is the reason. */
export async function probeEngine(name: EngineName, options: EngineOptions): Promise<ProbedEngine> {
  if (name === 'wasm') return probeWasm(options);
  if (name !== 'webgpu' && locateNative(name, options) === null) {
    return unavailable(name, `not installed: run \`${installCommand(name)}\``);
  }
  const reply = await askChild({ name, options });
  if (!reply.works) return unavailable(name, reply.reason);
  const { device, version, isSoftware } = reply;
  const reason = isSoftware ? 'works, in software: for tests only' : 'works: trained a step';
  return { name, available: true, version, device, reason, isSoftware };
}

function probeWasm(options: EngineOptions): ProbedEngine {
  try {
    const { relaxed } = loadKernelModule(true, options.relaxedSimd ?? true);
    const device = `${processorName()}, WebAssembly ${relaxed ? 'relaxed ' : ''}SIMD`;
    const reason = 'works: comes with the product';
    return { name: 'wasm', available: true, version: version_wasm, device, reason, isSoftware: false };
  } catch (error) {
    return unavailable('wasm', whyUnavailable(error));
  }
}

function unavailable(name: EngineName, reason: string): ProbedEngine {
  return { name, available: false, version: null, device: null, reason, isSoftware: false };
}

function askChild(request: ProbeRequest): Promise<ProbeReply> {
  const loader = import.meta.resolve('@yoto/ts-loader');
  const script = fileURLToPath(new URL('./probe-process.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--import', loader], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => {
    complaint = `${complaint}${text.toString()}`.slice(-2000);
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PROBE_TIMEOUT_MS);
    const finish = (reply: ProbeReply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    child.once('message', (reply: ProbeReply) => finish(reply));
    child.once('error', (error) =>
      finish({ works: false, reason: `its test process did not start: ${error.message}` }),
    );
    child.once('exit', (code, signal) =>
      finish({ works: false, reason: deathReason(code, signal, complaint) }),
    );
    child.send(request);
  });
}

function deathReason(code: number | null, signal: string | null, complaint: string): string {
  const end =
    signal === null ? `exit code ${code}` : signal === 'SIGKILL' ? 'no answer in time' : `signal ${signal}`;
  const lastLine = complaint.trim().split('\n').at(-1) ?? '';
  return `its test process crashed (${end})${lastLine === '' ? '' : `: ${lastLine}`}`;
}
