import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { AppError } from '@yoto/core';
import { parseDocument } from 'yaml';

/** The value in a YAML or JSON file, `-` for standard input. Throws `invalid_input` naming the line that is wrong. */
export async function readSpec(file: string): Promise<unknown> {
  if (file !== '-') return parseSpec(await readSpecFile(file), file);
  if (process.stdin.isTTY) {
    throw new AppError('invalid_input', 'Nothing comes from standard input', {
      details: { fix: 'pipe a spec into it (yoto submit - < sweep.yaml), or name a file' },
    });
  }
  return parseSpec(await text(process.stdin), 'standard input');
}

/** JSON first: it may be indented with tabs, which YAML refuses. */
export function parseSpec(written: string, name: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return parseYaml(written, name);
  }
}

function parseYaml(written: string, name: string): unknown {
  if (written.trim() === '') throw new AppError('invalid_input', `There is nothing in ${name}`);
  const document = parseDocument(written);
  const [error] = document.errors;
  if (!error) return document.toJS();
  const line = error.linePos?.[0].line;
  const firstLine = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '');
  throw new AppError('invalid_input', `${name}${line === undefined ? '' : `, line ${line}`}: ${firstLine}`, {
    cause: error,
    details: { fix: 'correct the YAML (or JSON) there' },
  });
}

async function readSpecFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reasons: Record<string, string> = {
      ENOENT: `There is no file ${file}`,
      EISDIR: `${file} is a folder, not a file`,
      EACCES: `The file ${file} may not be read by this user`,
    };
    throw new AppError('invalid_input', reasons[code ?? ''] ?? `${file} cannot be read: ${code}`, {
      cause: error,
      details: { fix: 'name a YAML or JSON file with a sweep spec; the folder examples/ has some' },
    });
  }
}
