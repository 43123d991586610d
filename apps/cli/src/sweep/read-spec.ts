import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { AppError } from '@yoto/core';
import { readSpecText } from '@yoto/core/spec-text';

/** More than the server takes. */
const MOST_BYTES = 4 * 1024 ** 2;

/** The value in a YAML or JSON file, `-` for standard input. Throws `invalid_input` naming the line that is wrong. */
export async function readSpec(file: string): Promise<unknown> {
  if (file !== '-') return parseSpec(decode(await readSpecFile(file), file), file);
  if (process.stdin.isTTY) {
    throw new AppError('invalid_input', 'Nothing comes from standard input', {
      details: { fix: 'pipe a spec into it (yoto submit - < sweep.yaml), or name a file' },
    });
  }
  const name = 'standard input';
  return parseSpec(decode(await readBytes(process.stdin, name), name), name);
}

/** The value that YAML or JSON stands for; `name` is what messages call it. */
export function parseSpec(written: string, name: string): unknown {
  if (written.trim() === '') throw new AppError('invalid_input', `There is nothing in ${name}`);
  const read = readSpecText(written);
  if (read.ok) return read.value;
  const place = read.line === undefined ? name : `${name}, line ${read.line}`;
  throw new AppError('invalid_input', `${place}: ${read.message}`, {
    details: { fix: 'correct the YAML (or JSON) there, and run the command again' },
  });
}

/** A file that is not a sweep at all may be of any size: nothing is read beyond the limit. */
async function readBytes(stream: AsyncIterable<Buffer | string>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) continue;
    throw new AppError('invalid_input', `${name} is larger than ${MOST_BYTES / 1024 ** 2} MB`, {
      details: { fix: 'write lambdas as grids (logSpaced, powers), or submit several smaller sweeps' },
    });
  }
  return Buffer.concat(chunks);
}

/** Text of another encoding would be read as something else, and nobody would see what is wrong with it. */
function decode(bytes: Buffer, name: string): string {
  const [first = 0, second = 0] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!isUtf16 && !bytes.includes(0) && isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const seems = isUtf16 || bytes.includes(0) ? ', it seems to be UTF-16' : ` (line ${lineNotUtf8(bytes)})`;
  throw new AppError('invalid_input', `${name} is not UTF-8${seems}`, {
    details: { fix: 'save it as UTF-8; editors offer that when saving, iconv -t UTF-8 converts files' },
  });
}

function lineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf('\n', start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

async function readSpecFile(file: string): Promise<Buffer> {
  try {
    return await readBytes(createReadStream(file), file);
  } catch (error) {
    if (error instanceof AppError) throw error;
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
