/** The thread that analyses sweeps, one after the other: seconds of arithmetic that no request has to wait for. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '@yoto/core';
import { analyseSweep, type FrontierInput } from '@yoto/frontier';

const port = parentPort;
if (!port) throw new AppError('internal', 'This file is the start of a thread');

port.on('message', (input: FrontierInput) => {
  try {
    port.postMessage({ analysis: analyseSweep(input) });
  } catch (error) {
    port.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
