import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startChild } from './child.ts';
import { keepRunning, restartDelayMs } from './keep-running.ts';
import { assertPortFree } from './port.ts';
import { claimStateFolder } from './stack-claim.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yoto-stack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that runs `source`. */
function child(source: string, graceMs = 5000) {
  const entry = path.join(folder, 'main.ts');
  writeFileSync(entry, source);
  return startChild({
    name: 'part',
    entry,
    environment: process.env,
    logFile: path.join(folder, 'part.log'),
    graceMs,
  });
}
const STAYS = `process.send({ type: 'ready', pid: process.pid }); setInterval(() => {}, 1000);`;

test('a process is ready when it says so, and ends when asked to', async () => {
  const part = child(STAYS);
  expect(await part.ready).toMatchObject({ type: 'ready' });
  await part.stop();
  expect(await part.ended).toBe('killed by SIGTERM');
});

test('one that does not end when asked to is killed after its grace', async () => {
  const part = child(`process.on('SIGTERM', () => {}); ${STAYS}`, 100);
  await part.ready;
  await part.stop();
  expect(await part.ended).toBe('killed by SIGKILL');
});

test('the error of one that cannot start is its own, or its last words', async () => {
  const failing = child(
    `process.send({ type: 'failed', code: 'database_unavailable', message: 'No database', fix: 'start it' }, () => process.exit(1));`,
  );
  await expect(failing.ready).rejects.toMatchObject({
    code: 'database_unavailable',
    message: 'No database',
    details: { fix: 'start it' },
  });
  const dying = child(`console.error('out of luck'); process.exit(3);`);
  await expect(dying.ready).rejects.toThrow(
    /part ended \(exit code 3\)\. Its last words:\n[\s\S]*out of luck/,
  );
});

test('a process that ends by itself is started again, until it is stopped', async () => {
  const lines: string[] = [];
  const starts: number[] = [];
  const kept = keepRunning(
    () => {
      starts.push(Date.now());
      return child(`process.send({ type: 'ready' }, () => process.exit(7));`);
    },
    (line) => lines.push(line),
  );
  await kept.ready;
  await vi.waitFor(() => expect(starts.length).toBe(2), 30_000);
  await kept.stop();
  expect(lines[0]).toMatch(/^part ended \(exit code 7\), starting it again in 1 s; its log: .*part\.log$/);
  expect([1, 2, 3, 10].map(restartDelayMs)).toEqual([1000, 2000, 4000, 30_000]);
});

test('one that never came up is not started again', async () => {
  let starts = 0;
  const kept = keepRunning(
    () => {
      starts += 1;
      return child('process.exit(1);');
    },
    () => undefined,
  );
  await expect(kept.ready).rejects.toThrow(/exit code 1/);
  await kept.stop();
  expect(starts).toBe(1);
});

test('a port in use names the option to change, and waiting for it may help', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const error = await assertPortFree('127.0.0.1', port).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'port_in_use', details: { fix: expect.stringContaining('--port') } });
  setTimeout(() => server.close(), 300);
  await assertPortFree('127.0.0.1', port, 5000);
});

test('a second stack on one folder is refused, a killed one is not in the way', async () => {
  const claim = await claimStateFolder(folder);
  expect(claim.afterKill).toBe(false);
  await expect(claimStateFolder(folder)).rejects.toMatchObject({
    code: 'conflict',
    message: `Another yoto (process ${process.pid}) runs on ${folder}`,
    details: { fix: expect.stringMatching(`kill ${process.pid}.*YOTO_STATE=DIR`) },
  });
  claim.announce('http://127.0.0.1:7331');
  await expect(claimStateFolder(folder)).rejects.toThrow(/, at http:\/\/127\.0\.0\.1:7331$/);
  claim.release();
  writeFileSync(path.join(folder, 'stack.json'), JSON.stringify({ pid: 2 ** 22 + 1 }));
  const afterKill = await claimStateFolder(folder);
  expect(afterKill.afterKill).toBe(true);
  afterKill.release();
});
