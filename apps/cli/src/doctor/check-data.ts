import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@yoto/core';
import { loadTaskSpecs } from '@yoto/tasks/specs';
import { defaultDataDir } from '../config.ts';
import type { Finding } from './finding.ts';

/** Which data sets of the tasks are in the data folder or in a folder of it. None is no error: some need no files. */
export async function checkData(
  named: string | undefined,
  stateDir: string,
  taskPackages: readonly string[] = [],
): Promise<Finding[]> {
  const dataDir = named ?? defaultDataDir(stateDir);
  if (named === undefined && !existsSync(dataDir)) {
    return [
      { name: 'data sets', status: 'ok', detail: 'only those that need no files (YOTO_DATA is not set)' },
    ];
  }
  try {
    const names = await fileNames(dataDir);
    const known = await datasetsWithFiles(taskPackages);
    const found = known.flatMap(({ title, files }) => {
      const count = names.filter((name) => files.some((pattern) => fits(name, pattern))).length;
      return count > 0 ? [`${title} (${count} file${count === 1 ? '' : 's'})`] : [];
    });
    if (found.length > 0)
      return [{ name: 'data sets', status: 'ok', detail: `${found.join(', ')} in ${dataDir}` }];
    const wanted = known.map(({ title, files }) => `${files.join(', ')} of ${title}`);
    const fix = `put the files there: ${wanted.join('; ')}`;
    return [{ name: 'data sets', status: 'warn', detail: `none recognised in ${dataDir}`, fix }];
  } catch (error) {
    if (error instanceof AppError) {
      return [{ name: 'tasks', status: 'error', detail: error.message, fix: 'correct TASK_PACKAGES' }];
    }
    const detail = `${dataDir} cannot be read: ${(error as Error).message}`;
    return [{ name: 'data sets', status: 'error', detail, fix: 'correct YOTO_DATA or --data' }];
  }
}

async function datasetsWithFiles(taskPackages: readonly string[]) {
  const specs = await loadTaskSpecs(taskPackages);
  return specs.flatMap(({ datasets }) =>
    datasets.flatMap(({ title, files = [] }) => (files.length > 0 ? [{ title, files }] : [])),
  );
}

/** Whether a pattern is the name of the file; `*` stands for anything. */
function fits(name: string, pattern: string): boolean {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(name);
}

async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const inside = await Promise.all(folders.map((entry) => readdir(path.join(folder, entry.name))));
  return [...entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name), ...inside.flat()];
}
