/** Errors are stored with their jobs, where everyone who can reach the API reads them; only its owner knows the worker. */
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerConfig } from './config.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** What may follow the folder in a text, so that `/data` is not found in `/database`. */
const END = '(?![\\w.-])';

/** The text with names in place of the worker's own folders, e.g. `YOTO_DATA/cifar10` for `/mnt/data/cifar10`. */
export function withoutFolders(
  text: string,
  { dataDir, stateDir, dataFolders }: Pick<WorkerConfig, 'dataDir' | 'stateDir' | 'dataFolders'>,
  home: string = homedir(),
): string {
  const named = Object.entries(dataFolders).map(([name, folder]) => [folder, name] as const);
  const places = [
    ...named,
    [dataDir, 'YOTO_DATA'],
    [stateDir, 'YOTO_STATE'],
    [REPOSITORY, 'yoto'],
    [home, '~'],
  ] as const;
  return places
    .map(([folder, name]) => [path.resolve(folder), name] as const)
    .filter(([folder]) => folder !== path.parse(folder).root)
    .sort(([one], [other]) => other.length - one.length)
    .reduce(
      (shown, [folder, name]) => shown.replace(new RegExp(literal(folder) + END, 'g'), () => name),
      text,
    );
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
