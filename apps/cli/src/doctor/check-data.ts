import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { defaultDataDir } from '../config.ts';
import type { Finding } from './finding.ts';

/** How the published files of the data sets are called. */
const PUBLISHED_FILES = [
  { dataset: 'CIFAR-10', file: /^data_batch_\d+\.bin$/ },
  { dataset: 'Shapes3D', file: /^3dshapes\.h5$/ },
];

/** Which data sets are in the data folder or in a folder of it. None is no error: some tasks need no files. */
export async function checkData(named: string | undefined, stateDir: string): Promise<Finding[]> {
  const dataDir = named ?? defaultDataDir(stateDir);
  if (named === undefined && !existsSync(dataDir)) {
    return [
      { name: 'data sets', status: 'ok', detail: 'only those that need no files (YOTO_DATA is not set)' },
    ];
  }
  try {
    const names = await fileNames(dataDir);
    const found = PUBLISHED_FILES.flatMap(({ dataset, file }) => {
      const count = names.filter((name) => file.test(name)).length;
      return count > 0 ? [`${dataset} (${count} file${count === 1 ? '' : 's'})`] : [];
    });
    if (found.length > 0)
      return [{ name: 'data sets', status: 'ok', detail: `${found.join(', ')} in ${dataDir}` }];
    const fix = 'put the files there, e.g. data_batch_1.bin … of CIFAR-10 (binary version), or 3dshapes.h5';
    return [{ name: 'data sets', status: 'warn', detail: `none recognised in ${dataDir}`, fix }];
  } catch (error) {
    const detail = `${dataDir} cannot be read: ${(error as Error).message}`;
    return [{ name: 'data sets', status: 'error', detail, fix: 'correct YOTO_DATA or --data' }];
  }
}

async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const inside = await Promise.all(folders.map((entry) => readdir(path.join(folder, entry.name))));
  return [...entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name), ...inside.flat()];
}
