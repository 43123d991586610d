import { spawn } from 'node:child_process';

export interface ProgramResult {
  code: number;
  /** Standard output and error together, in the order in which they came; the last 100 kB of them. */
  output: string;
}

const KEPT_CHARACTERS = 100_000;

/** Runs a program to its end without a shell; null when there is no such program. */
export function runProgram(program: string, args: string[], cwd?: string): Promise<ProgramResult | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd && { cwd }) });
    let output = '';
    const keep = (text: Buffer) => {
      output = `${output}${text.toString()}`.slice(-KEPT_CHARACTERS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The lines of an output that matter most: those that say error, else the last ones. */
export function complaintOf(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /^(npm )?error|\berror:/i.test(line));
  return (errors.length > 0 ? errors.slice(0, 3) : lines.slice(-3)).join(' ').slice(0, 600);
}
