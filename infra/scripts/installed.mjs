// Says whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** False when anything is missing or of another version, but for optional packages (other platforms). */
export function isInstalled(root) {
  try {
    const wanted = readPackages(path.join(root, 'package-lock.json'));
    const present = readPackages(path.join(root, 'node_modules/.package-lock.json'));
    return Object.entries(wanted).every(([place, { version, link, optional, devOptional }]) => {
      if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true;
      const found = present[place];
      if (!found) return Boolean(optional || devOptional);
      return link ? found.link === true : found.version === version;
    });
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
