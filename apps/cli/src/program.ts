import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addArtifacts } from './commands/artifacts.ts';
import { addCancel } from './commands/cancel.ts';
import { addCompress } from './commands/compress.ts';
import { addDecompress } from './commands/decompress.ts';
import { addDelete } from './commands/delete.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEngine } from './commands/engine.ts';
import { addEstimate } from './commands/estimate.ts';
import { addGc } from './commands/gc.ts';
import { addPause } from './commands/pause.ts';
import { addPresets } from './commands/presets.ts';
import { addReport } from './commands/report.ts';
import { addResults } from './commands/results.ts';
import { addResume } from './commands/resume.ts';
import { addRetry } from './commands/retry.ts';
import { addSubmit } from './commands/submit.ts';
import { addSweeps } from './commands/sweeps.ts';
import { addTasks } from './commands/tasks.ts';
import { addUp } from './commands/up.ts';
import { addWatch } from './commands/watch.ts';
import { addWorker } from './commands/worker.ts';
import { addWorkers } from './commands/workers.ts';
import type { CliConfig } from './config.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The command line. Parsing throws CommanderError for bad usage (its message is printed already) and AppError. */
export function createProgram(config: CliConfig): Command {
  const program = new Command('yoto')
    .description(
      'Sweeps over loss trade-offs: fixed-weight grids and loss-conditional (YOTO) models, side by side',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('fix:   see `yoto --help`, or `yoto COMMAND --help`');
  const ofSpecs = [addPresets, addSubmit, addEstimate];
  const ofSweeps = [addWatch, addResults, addReport, addSweeps, addPause, addResume, addCancel, addRetry];
  const ofModels = [addCompress, addDecompress];
  const ofStores = [addDelete, addArtifacts, addGc];
  const ofMachines = [addTasks, addWorkers, addWorker, addEngine, addDoctor];
  const all = [addUp, addDemo, ...ofSpecs, ...ofSweeps, ...ofModels, ...ofStores, ...ofMachines];
  for (const add of all) add(program, config);
  return program;
}
