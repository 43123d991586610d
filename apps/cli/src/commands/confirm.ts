import { createInterface } from 'node:readline/promises';
import { AppError } from '@yoto/core';

interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream;
}

/**
 * Asks a yes-or-no question; anything but yes is no. Throws `invalid_input` where nobody can answer: a script has to
 * say so on its command line.
 */
export async function confirm(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  if (!input.isTTY) {
    throw new AppError(
      'invalid_input',
      'This needs a yes, and nobody can be asked: standard input is no terminal',
      {
        details: { fix: 'add --yes if you mean it' },
      },
    );
  }
  const asking = createInterface({ input, output });
  // Ctrl-C and the end of the input are no answer, hence no.
  const left = new AbortController();
  asking.once('SIGINT', () => left.abort());
  asking.once('close', () => left.abort());
  try {
    const answer = await asking.question(`${question} [y/N] `, { signal: left.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (left.signal.aborted) return false;
    throw error;
  } finally {
    asking.close();
  }
}
