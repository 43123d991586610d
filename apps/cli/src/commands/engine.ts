import path from 'node:path';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { type EngineReport, installEngine, listEngines } from '../engine/ask-engines.ts';
import { formatTable } from '../output/table.ts';
import { stateOption } from './stack-options.ts';

interface EngineOptions {
  state: string;
  json: boolean;
}
interface InstallOptions extends EngineOptions {
  gpu: boolean;
  from: string;
}

export function addEngine(program: Command, config: CliConfig): void {
  const engine = program
    .command('engine')
    .description('list the engines of this machine, or install a native one');
  engine
    .command('list')
    .description('what this machine can train with: version, device, and why others are not used')
    .option('--json', 'print JSON', false)
    .addOption(stateOption(config))
    .action(async ({ state, json }: EngineOptions) => {
      const engines = await listEngines(nativeDirOf(state), config.environment);
      console.log(json ? JSON.stringify(engines, undefined, 2) : engineTable(engines));
    });
  engine
    .command('install')
    .description(
      'install TensorFlow as an engine, below the state folder; the result is checked by training a step',
    )
    .option('--gpu', 'the build for NVIDIA GPUs (CUDA)', false)
    .option(
      '--from <source>',
      '"wheel" (a TensorFlow that Python has, or that pip downloads), "official" (the libtensorflow of tfjs-node), a .whl file or a folder',
      'wheel',
    )
    .option('--json', 'print JSON', false)
    .addOption(stateOption(config))
    .action(async ({ state, gpu, from, json }: InstallOptions) => {
      const source = from === 'wheel' || from === 'official' ? from : path.resolve(from);
      const say = (message: string) => console.error(message);
      const installation = { nativeDir: nativeDirOf(state), from: source, gpu };
      const installed = await installEngine(installation, config.environment, say);
      console.log(json ? JSON.stringify(installed, undefined, 2) : engineTable([installed]));
    });
}

const nativeDirOf = (state: string) => path.join(state, 'engines');

function engineTable(engines: readonly EngineReport[]): string {
  const rows = engines.map(({ name, available, version, device, reason }) => [
    name,
    available ? 'yes' : 'no',
    version ?? '',
    device ?? '',
    reason,
  ]);
  const columns = ['engine', 'works', 'version', 'device', 'why'].map((title) => ({ title }));
  return formatTable(columns, rows);
}
