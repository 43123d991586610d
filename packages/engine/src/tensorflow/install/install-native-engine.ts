// `yoto engine install`: tfjs-node with a libtensorflow of the user's choice, in a folder of the product's own.
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, statfs, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import type { EngineProbe } from '../../engine.ts';
import { probeEngine } from '../../probe.ts';
import { NATIVE_PACKAGES, type NativeEngineName } from '../native-folder.ts';
import { compileAddon } from './compile-addon.ts';
import { compileKernels } from './compile-kernels.ts';
import { findInstalledTensorflow } from './installed-tensorflow.ts';
import { findLibraryFolder, type LibraryFolder } from './library-folder.ts';
import { downloadOfficial } from './official-download.ts';
import { installJavascript } from './tensorflow-javascript.ts';
import { downloadWheels, unpackGivenWheels } from './wheels.ts';

/** What is going on, for people. */
export interface InstallProgress {
  step: 'javascript' | 'library' | 'addon' | 'check';
  message: string;
}

export interface NativeEngineInstall {
  /** Folder of engines; the one that `openEngine` is given. */
  nativeDir: string;
  gpu: boolean;
  /**
   * `official`: libtensorflow's own download; `wheel`: TensorFlow as Python has it, installed or downloaded by pip; else
   * a path: a .whl file (for a GPU with NVIDIA's wheels beside it), a site-packages folder (or its tensorflow folder), or an unpacked libtensorflow.
   */
  from: 'official' | 'wheel' | (string & {});
  onProgress?: (progress: InstallProgress) => void;
}

/** Room for downloads, unpacked libraries and the JavaScript together. */
const NEEDED_GIGABYTES = { linked: 0.3, cpu: 2, gpu: 12 };
const WORK_PREFIX = '.installing-';

/**
 * Installs an engine and checks it by training a step. It takes its place, or that of an older one, only when it works;
 * nothing is written outside `nativeDir`. Throws an AppError that says what to do: `engine_unavailable` (no compiler, no
 * pip, a blocked download, an unsupported platform, a library that does not work), `disk_full`, `invalid_input`.
 */
export async function installNativeEngine(options: NativeEngineInstall): Promise<EngineProbe> {
  const name: NativeEngineName = options.gpu ? 'tensorflow-gpu' : 'tensorflow';
  refusePlatform(name);
  const nativeDir = resolve(options.nativeDir);
  await mkdir(nativeDir, { recursive: true });
  await removeLeftovers(nativeDir);
  const work = await mkdtemp(join(nativeDir, `${WORK_PREFIX}${process.pid}-`));
  try {
    const folder = join(work, name);
    const probe = await build(name, work, options);
    await replace(join(nativeDir, name), folder, join(work, 'replaced'));
    return probe;
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function refusePlatform(name: NativeEngineName): void {
  if (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)) return;
  throw new AppError(
    'engine_unavailable',
    `The engine ${name} can be installed on Linux (x64, arm64) only, not on ${process.platform}-${process.arch}: use webgpu or wasm, which come with the product`,
  );
}

/** Work folders of installations that were killed. */
async function removeLeftovers(nativeDir: string): Promise<void> {
  for (const name of await readdir(nativeDir)) {
    const pid = Number(/^\.installing-(\d+)-/.exec(name)?.[1]);
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(join(nativeDir, name), { recursive: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Builds it below `work` and checks it there. */
async function build(
  name: NativeEngineName,
  work: string,
  options: NativeEngineInstall,
): Promise<EngineProbe> {
  const { gpu, onProgress = () => {} } = options;
  const folder = join(work, name);
  const say = (step: InstallProgress['step']) => (message: string) => onProgress({ step, message });
  const linked = await librariesToLink(options);
  const kind = linked !== null ? 'linked' : gpu ? 'gpu' : 'cpu';
  await requireSpace(work, NEEDED_GIGABYTES[kind]);
  say('javascript')(`installing ${NATIVE_PACKAGES[name]}`);
  const packageFolder = await installJavascript(NATIVE_PACKAGES[name], folder);
  const library = await provideLibrary(join(folder, 'libraries'), linked, options, say('library'));
  const headers = join(folder, 'node_modules', 'node-api-headers', 'include');
  const link = async (objects: string[]) => {
    say('addon')(`compiling the addon against ${library.libraries[0]}`);
    await compileAddon(packageFolder, library, headers, objects);
    return check(name, work, options);
  };
  const probe = gpu
    ? await link([])
    : await withFusedKernels(join(work, 'objects'), library, say('addon'), link);
  if (linked === null) await rm(join(library.root, library.includeDir), { recursive: true });
  return probe;
}

/** Our operations are for the processor; an engine that does not compile or work with them is built without. */
async function withFusedKernels(
  folder: string,
  library: LibraryFolder,
  say: (message: string) => void,
  link: (objects: string[]) => Promise<EngineProbe>,
): Promise<EngineProbe> {
  say('compiling fused kernels');
  const objects = await compileKernels(folder, library);
  if (typeof objects === 'string') {
    say(`without fused kernels: ${objects}`);
    return link([]);
  }
  try {
    return await link(objects);
  } catch (error) {
    say(`without fused kernels: ${toAppError(error).message}`);
    return link([]);
  }
}

/** A libtensorflow that is on this machine already: it is used where it is. */
async function librariesToLink({ from, gpu }: NativeEngineInstall): Promise<LibraryFolder | null> {
  if (from === 'official') return null;
  if (from === 'wheel') {
    const found = await findInstalledTensorflow();
    // A GPU needs NVIDIA's libraries beside it.
    return found !== null && (!gpu || existsSync(join(found.root, 'nvidia'))) ? found : null;
  }
  if (!existsSync(from))
    throw new AppError(
      'invalid_input',
      `--from: there is no ${from}: give \`official\`, \`wheel\`, a .whl file or a folder with libtensorflow`,
    );
  if (!statSync(from).isDirectory()) return null;
  const found = findLibraryFolder(from);
  if (found !== null) return found;
  throw new AppError(
    'invalid_input',
    `--from: ${from} holds no libtensorflow with headers: give Python's site-packages folder with TensorFlow in it, or an unpacked libtensorflow (lib/, include/)`,
  );
}

async function provideLibrary(
  folder: string,
  linked: LibraryFolder | null,
  { from, gpu }: NativeEngineInstall,
  say: (message: string) => void,
): Promise<LibraryFolder> {
  if (linked !== null) {
    say(`using ${join(linked.root, linked.libraryDir)}`);
    await symlink(linked.root, folder, 'dir');
    return { ...linked, root: folder };
  }
  if (from === 'official') await downloadOfficial(gpu, folder, say);
  else if (from === 'wheel') await downloadWheels(gpu, folder, say);
  else {
    say(`unpacking ${from}`);
    await unpackGivenWheels(resolve(from), gpu, folder);
  }
  const found = findLibraryFolder(folder);
  if (found !== null) return found;
  throw new AppError(
    'engine_unavailable',
    `What was downloaded (${from}) holds no libtensorflow with headers`,
  );
}

async function requireSpace(folder: string, gigabytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1e9;
  if (free >= gigabytes) return;
  throw new AppError(
    'disk_full',
    `Installing needs ${gigabytes} GB below ${dirname(folder)}, and ${free.toFixed(1)} GB are free: make room, or set YOTO_STATE to a folder on another disk`,
  );
}

async function check(
  name: NativeEngineName,
  work: string,
  { onProgress }: NativeEngineInstall,
): Promise<EngineProbe> {
  onProgress?.({ step: 'check', message: 'training a step' });
  const { isSoftware: _, ...probe } = await probeEngine(name, { nativeDir: work });
  if (probe.available) return probe;
  throw new AppError(
    'engine_unavailable',
    `The engine ${name} was built, but does not work, and was not installed: ${probe.reason}`,
  );
}

async function replace(place: string, folder: string, replaced: string): Promise<void> {
  if (existsSync(place)) await rename(place, replaced);
  await rename(folder, place);
}
