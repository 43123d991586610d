/** Which engines work here. Runs in a child process: a native library that crashes takes only the child with it. */
import { probeEngines } from '@yoto/engine';

/** Prints one JSON line with every engine, whether it works, and why not. */
export async function printProbe(nativeDir: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(await probeEngines({ nativeDir }))}\n`);
}
