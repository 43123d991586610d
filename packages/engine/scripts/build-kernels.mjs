// Compiles asm/*.ts into build/kernels-{shared,plain}{-relaxed,}.wasm: with and without shared memory (threads), with
// and without relaxed SIMD (fused multiply-add).
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const COMMON = ['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--noExportMemory'];
const OPTIMISE = [
  '--runtime',
  'stub',
  '-O3',
  '--noAssert',
  '--use',
  'abort=',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
];

mkdirSync(new URL('../build', import.meta.url), { recursive: true });
for (const memory of ['shared', 'plain']) {
  for (const relaxed of [false, true]) {
    const name = `kernels-${memory}${relaxed ? '-relaxed' : ''}`;
    const flags = [
      ...(memory === 'shared' ? ['--enable', 'threads', '--sharedMemory'] : []),
      ...(relaxed ? ['--enable', 'relaxed-simd', '--use', 'RELAXED=1'] : []),
    ];
    const { error, stderr } = await asc.main(
      ['asm/index.ts', '-o', `build/${name}.wasm`, ...COMMON, ...OPTIMISE, ...flags, '--baseDir', root],
      {},
    );
    if (error !== null) {
      process.stderr.write(`${stderr.toString()}\n`);
      throw new Error(`The kernels do not compile (${name}): ${error.message}`);
    }
  }
}
