// tfjs-node's JavaScript, from npm, into a folder of its own.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '@yoto/core';
import { complaintOf, runProgram } from './run-program.ts';

/** Exactly ours: its kernels are registered with our tfjs-core. */
const TFJS_VERSION = '4.22.0';
const NODE_API_HEADERS_VERSION = '1.9.0';

/**
 * Installs `packageName` below `folder`, without running any install script, and links its tfjs to ours: with two
 * tfjs-cores in a process each has half of the kernels. Returns the package's folder.
 */
export async function installJavascript(packageName: string, folder: string, npm = 'npm'): Promise<string> {
  await mkdir(folder, { recursive: true });
  const dependencies = { [packageName]: TFJS_VERSION, 'node-api-headers': NODE_API_HEADERS_VERSION };
  const manifest = { name: 'yoto-native-engine', version: '0.0.0', private: true, dependencies };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  // A workspace of ours above the folder is none of npm's business here.
  const result = await runProgram(
    npm,
    ['install', '--ignore-scripts', '--no-workspaces', '--prefix', folder, ...quiet],
    folder,
  );
  const installed = join(folder, 'node_modules', packageName);
  if (result === null)
    throw new AppError(
      'engine_unavailable',
      'There is no `npm` on the path: it comes with Node.js, add its folder to PATH',
    );
  if (result.code !== 0 || !existsSync(join(installed, 'package.json'))) {
    throw new AppError(
      'engine_unavailable',
      `npm cannot install ${packageName} ${TFJS_VERSION} (${complaintOf(result.output)}): check the registry (npm config get registry)`,
    );
  }
  await useOurTfjs(join(folder, 'node_modules', '@tensorflow'), packageName);
  return installed;
}

/** tfjs-node requires tfjs, and tfjs-core by itself; the latter must be the one that our tfjs has. */
async function useOurTfjs(scope: string, packageName: string): Promise<void> {
  for (const name of await readdir(scope)) {
    if (`@tensorflow/${name}` !== packageName) await rm(join(scope, name), { recursive: true });
  }
  const tfjs = createRequire(import.meta.url).resolve('@tensorflow/tfjs/package.json');
  const core = createRequire(tfjs).resolve('@tensorflow/tfjs-core/package.json');
  await symlink(dirname(tfjs), join(scope, 'tfjs'), 'dir');
  await symlink(dirname(core), join(scope, 'tfjs-core'), 'dir');
}
