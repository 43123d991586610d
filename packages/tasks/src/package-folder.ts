/** Task packages that are not installed but named by their folders, e.g. `../my-task`. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What to import for a package's own module `.` or `./spec`, where `entry` is the package's folder (absolute, or beginning
 * with a dot); undefined for anything else, e.g. the name of an installed package. Throws what keeps the folder from being
 * read, or its package.json from having such a module.
 */
export function moduleOfFolder(entry: string, module: '.' | './spec'): string | undefined {
  const isPath = path.isAbsolute(entry) || /^\.\.?([/\\]|$)/.test(entry);
  if (!isPath || statSync(entry, { throwIfNoEntry: false })?.isDirectory() === false) return undefined;
  const manifest = path.resolve(entry, 'package.json');
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string };
  // A package that has `exports` finds itself by its own name.
  const file = createRequire(manifest).resolve(path.posix.join(name, module));
  return pathToFileURL(file).href;
}
