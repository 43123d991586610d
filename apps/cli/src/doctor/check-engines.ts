import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { WORKER_ENTRY } from '../local-stack/places.ts';
import type { Finding } from './finding.ts';

const PROBE_TIMEOUT_MS = 120_000;
const Probes = z.array(
  z.object({
    name: z.string(),
    available: z.boolean(),
    version: z.string().nullable(),
    device: z.string().nullable(),
    reason: z.string(),
  }),
);

/** Asks the worker, in a process of its own: it alone knows the engines, and a native library may crash. */
export async function checkEngines(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const fix = 'run npm run prepare:all; if it still fails, run the worker by hand: yoto worker';
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), WORKER_ENTRY, '--probe'],
      { env: environment, timeout: PROBE_TIMEOUT_MS },
    );
    const probes = Probes.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    const findings = probes.map(({ name, available, version, device, reason }): Finding => {
      const what = [version, device].filter(Boolean).join(' on ');
      if (available) return { name: `engine ${name}`, status: 'ok', detail: `${what} (${reason})` };
      return { name: `engine ${name}`, status: 'ok', detail: `not used: ${reason}` };
    });
    if (probes.some((probe) => probe.available)) return findings;
    return [...findings, { name: 'engines', status: 'error', detail: 'none works here', fix }];
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? '')
      .trim()
      .split('\n')
      .at(-1);
    const detail = `could not be asked: ${said || (error as Error).message}`;
    return [{ name: 'engines', status: 'error', detail, fix }];
  }
}
