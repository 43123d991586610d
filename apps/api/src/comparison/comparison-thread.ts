/** The thread that compares the methods of sweeps, one after the other: seconds of arithmetic that no request has to wait for. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '@yoto/core';
import { type ComparisonInput, compareSweep } from '@yoto/frontier';

const port = parentPort;
if (!port) throw new AppError('internal', 'This file is the start of a thread');

port.on('message', (input: ComparisonInput) => {
  try {
    port.postMessage({ comparison: compareSweep(input) });
  } catch (error) {
    port.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
