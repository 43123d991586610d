import { AppError } from '@yoto/core';
import { complaintOf, runProgram } from './run-program.ts';

/** In the order in which they are looked for. */
export const COMPILERS = ['g++', 'clang++', 'c++'];

/**
 * Runs the first C++ compiler that there is, in `folder`; what it complains of, or null when all is well. Throws
 * `engine_unavailable` when there is none.
 */
export async function compile(args: string[], folder: string, compilers: string[]): Promise<string | null> {
  for (const compiler of compilers) {
    const result = await runProgram(compiler, args, folder);
    if (result === null) continue;
    return result.code === 0 ? null : `${compiler}: ${complaintOf(result.output)}`;
  }
  throw new AppError(
    'engine_unavailable',
    `There is no C++ compiler (${compilers.join(', ')}) to build the addon with: install one (Debian and Ubuntu: apt install g++)`,
  );
}
