// The libtensorflow that tfjs-node's own installer would fetch.
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@yoto/core';
import { complaintOf, runProgram } from './run-program.ts';

const HOST = 'https://storage.googleapis.com/tensorflow';
/** The version that tfjs-node 4.22.0 was made for; its GPU build needs CUDA 11.2 and cuDNN 8. */
const VERSION = '2.9.1';

/** Address of the archive for this machine; null when there is none. */
export function officialArchive(gpu: boolean, arch: string = process.arch, host = HOST): string | null {
  if (arch === 'x64')
    return `${host}/libtensorflow/libtensorflow-${gpu ? 'gpu' : 'cpu'}-linux-x86_64-${VERSION}.tar.gz`;
  if (arch === 'arm64' && !gpu) return `${host}/tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz`;
  return null;
}

/** Downloads and unpacks it below `folder`. Throws `engine_unavailable`, naming the wheel as a way out, when it cannot. */
export async function downloadOfficial(
  gpu: boolean,
  folder: string,
  say: (message: string) => void,
  host?: string,
): Promise<void> {
  const address = officialArchive(gpu, process.arch, host);
  if (address === null) throw noDownload(`there is no official build for ${process.arch}`);
  say(`downloading ${address}`);
  await mkdir(folder, { recursive: true });
  const archive = join(folder, 'libtensorflow.tar.gz');
  await fetchFile(address, archive);
  const result = await runProgram('tar', ['-xzf', archive, '-C', folder]);
  if (result === null) throw noDownload('there is no `tar` to unpack it with');
  if (result.code !== 0) throw noDownload(`the archive is damaged: ${complaintOf(result.output)}`);
  await rm(archive);
}

async function fetchFile(address: string, file: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address);
    if (response.ok && response.body !== null) {
      await pipeline(Readable.fromWeb(response.body as never), createWriteStream(file));
      return;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    const { cause } = error as { cause?: { message?: string } };
    throw noDownload(`${new URL(address).host} cannot be reached: ${cause?.message ?? String(error)}`, error);
  }
  throw noDownload(`${address} answers ${response.status}`);
}

function noDownload(why: string, cause?: unknown): AppError {
  return new AppError(
    'engine_unavailable',
    `The official libtensorflow cannot be had (${why}): take it from a Python wheel instead, with --from wheel (needs pip) or --from FILE.whl`,
    { cause },
  );
}
