/** Where the other apps are, relative to this file: the command line starts them as processes. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
export const API_ENTRY = path.join(REPOSITORY, 'apps/api/src/main.ts');
export const WORKER_ENTRY = path.join(REPOSITORY, 'apps/worker/src/main.ts');
export const ENGINE_ENTRY = path.join(REPOSITORY, 'apps/worker/src/engine-command.ts');
export const CALIBRATE_ENTRY = path.join(REPOSITORY, 'apps/worker/src/calibrate-command.ts');
export const TASK_COMMAND_ENTRY = path.join(REPOSITORY, 'apps/worker/src/task-command.ts');
export const DASHBOARD_DIR = path.join(REPOSITORY, 'apps/dashboard/dist');
export const DEMO_SPEC = path.join(REPOSITORY, 'examples/demo.yaml');
