import { AppError, taskCatalogue } from '@yoto/core';
import type { Task } from '@yoto/training';
import { betaVaeTask } from './beta-vae/index.ts';
import { compressionTask } from './compression/index.ts';
import { moduleOfFolder } from './package-folder.ts';
import { styleTransferTask } from './style-transfer/index.ts';
import { toyTask } from './toy/index.ts';

const BUILT_IN: readonly Task[] = [betaVaeTask, compressionTask, styleTransferTask, toyTask];

/**
 * The built-in tasks and those of packages, installed or named by their folders, in this order. A package's default export,
 * or its export `task`, is the task. Throws `config_invalid` for a package that is not installed, fails to load or holds no
 * task, for two tasks of one id, and for a command that is declared and not there.
 */
export async function loadTasks(taskPackages: readonly string[]): Promise<Task[]> {
  const tasks = [...BUILT_IN];
  for (const name of taskPackages) tasks.push(await loadTask(name));
  taskCatalogue(tasks.map((task) => task.spec));
  for (const task of tasks) checkCommands(task);
  return tasks;
}

function checkCommands({ spec, commands = {} }: Task): void {
  for (const { name } of spec.commands ?? []) {
    if (Object.hasOwn(commands, name)) continue;
    throw new AppError(
      'config_invalid',
      `The spec of the task "${spec.id}" has a command "${name}", which the task's \`commands\` do not have`,
    );
  }
}

async function loadTask(packageName: string): Promise<Task> {
  const module = await importPackage(packageName);
  const task = module.default ?? module.task;
  if (isTask(task)) return task;
  throw new AppError(
    'config_invalid',
    `The package "${packageName}" in TASK_PACKAGES has no task: export one by default, or under the name "task"`,
  );
}

async function importPackage(name: string): Promise<Record<string, unknown>> {
  try {
    return await import(moduleOfFolder(name, '.') ?? name);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const isMissing =
      (cause as { code?: unknown } | null)?.code === 'ERR_MODULE_NOT_FOUND' && reason.includes(name);
    const advice = isMissing ? `is not installed: npm install ${name}` : `cannot be loaded: ${reason}`;
    throw new AppError('config_invalid', `The package "${name}" in TASK_PACKAGES ${advice}`, { cause });
  }
}

function isTask(value: unknown): value is Task {
  const { spec, setup } = (value ?? {}) as Partial<Task>;
  return typeof spec?.id === 'string' && Array.isArray(spec.lossTerms) && typeof setup === 'function';
}
