import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeRecord, openRecordLog, type RecordLog } from './record-log.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-log-'));
  file = path.join(folder, 'records.log');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (records: readonly unknown[]) => writeFile(file, Buffer.concat(records.map(encodeRecord)));

async function readAll<T>(log: RecordLog<T>): Promise<T[]> {
  const all: T[] = [];
  for (let next = await log.peek(); next.length > 0; next = await log.peek()) {
    all.push(...next);
    await log.advance(next.length);
  }
  return all;
}

describe('the record log', () => {
  test('gives records back in order while it grows, and its space when it was read to the end', async () => {
    const { log } = await openRecordLog<number>(file);
    const read: number[] = [];
    for (let i = 0; i < 100; i++) {
      await log.append(encodeRecord(i));
      if (i % 3 > 0) continue;
      read.push((await log.peek())[0] as number);
      await log.advance(1);
    }
    expect(log.size()).toBeGreaterThan(0);
    read.push(...(await readAll(log)));
    expect(read).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(log.size()).toBe(0);
    expect((await stat(file)).size).toBe(0);
    await log.append(encodeRecord('next'));
    expect(await log.peek()).toEqual(['next']);
    await log.close();
  });

  test('is read in pieces; a record may be longer than one', async () => {
    const records = [
      1,
      'x'.repeat(900_000),
      'ö'.repeat(200_000),
      ...Array.from({ length: 50_000 }, (_, i) => i),
    ];
    await write(records);
    const { log, cutBytes } = await openRecordLog(file);
    expect(cutBytes).toBe(0);
    expect((await log.peek()).length).toBe(1);
    expect(await readAll(log)).toEqual(records);
    await log.close();
  });

  test('a torn tail is cut off wherever it was torn, and writing goes on behind the last whole record', async () => {
    const whole = encodeRecord({ a: 1 });
    const torn = encodeRecord({ b: 2 });
    for (let length = 1; length < torn.length; length++) {
      await writeFile(file, Buffer.concat([whole, torn.subarray(0, length)]));
      const { log, cutBytes } = await openRecordLog(file);
      expect(cutBytes).toBe(length);
      await log.append(encodeRecord({ c: 3 }));
      expect(await readAll(log)).toEqual([{ a: 1 }, { c: 3 }]);
      await log.close();
    }
  });

  test('a changed byte ends the log before its record, also in the middle', async () => {
    const records = [{ a: 1 }, { b: 2 }, { c: 3 }];
    await write(records);
    const bytes = await readFile(file);
    const first = encodeRecord(records[0]).length;
    const second = encodeRecord(records[1]).length;
    for (let offset = first; offset < first + second; offset++) {
      const changed = Buffer.from(bytes);
      changed[offset] = (changed[offset] as number) ^ 1;
      await writeFile(file, changed);
      const { log, cutBytes } = await openRecordLog(file);
      expect(cutBytes).toBe(bytes.length - first);
      expect(await readAll(log)).toEqual([{ a: 1 }]);
      await log.close();
    }
  });

  test('a file of something else is cut off as a whole', async () => {
    await appendFile(file, 'not a log at all, but long enough for a header');
    const { log, cutBytes } = await openRecordLog(file);
    expect(cutBytes).toBeGreaterThan(40);
    expect(await readAll(log)).toEqual([]);
    await log.close();
  });
});
