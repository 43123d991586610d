import { toAppError } from '@yoto/core';
import { listEngines } from '../engine/ask-engines.ts';
import type { Finding } from './finding.ts';

/** Which engines work here; none is an error, one that is not installed is not. */
export async function checkEngines(nativeDir: string, environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const fix = 'run npm run prepare:all; if it still fails, run the worker by hand: yoto worker';
  try {
    const engines = await listEngines(nativeDir, environment);
    const findings = engines.map(({ name, available, version, device, reason }): Finding => {
      const what = [version, device].filter(Boolean).join(' on ');
      const detail = available ? `${what} (${reason})` : `not used: ${reason}`;
      return { name: `engine ${name}`, status: 'ok', detail };
    });
    if (engines.some((engine) => engine.available)) return findings;
    return [...findings, { name: 'engines', status: 'error', detail: 'none works here', fix }];
  } catch (error) {
    return [{ name: 'engines', status: 'error', detail: toAppError(error).message, fix }];
  }
}
