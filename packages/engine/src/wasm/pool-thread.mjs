// A compute thread: takes chunks of the current job until the pool stops. Plain JavaScript, because a worker thread
// does not inherit the TypeScript loader of every host (vitest, ts-loader). The words are those of CONTROL in thread-pool.ts.
import { workerData } from 'node:worker_threads';

const STATE = 0;
const CHUNKS = 1;
const JOB = 2;
const DESCRIPTOR = 3;
const UNITS = 4;
const CHUNK_UNITS = 5;
const DONE = 6;
const SLEEPERS = 7;
const STOP = 8;
const FAILED = 9;
const CLOSED = 0xffff;
/** Looks before sleeping: about 50 microseconds, so that the next job of a step finds the thread awake. */
const SPINS = 4000;
const SLEEP_MS = 2000;

const { memory, module, control: controlAddress, thread } = workerData;
const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
const control = new Int32Array(memory.buffer, controlAddress, 16);

/** Waits until there is a chunk to take; false when the pool stops. */
function awaitWork() {
  for (let spins = 0; ; spins++) {
    const state = Atomics.load(control, STATE);
    const chunk = state & 0xffff;
    const open = chunk !== CLOSED && chunk < Atomics.load(control, CHUNKS);
    if (open && Atomics.load(control, STATE) === state) return true;
    if (spins <= SPINS) continue;
    if (Atomics.load(control, STOP) !== 0) return false;
    Atomics.add(control, SLEEPERS, 1);
    if (Atomics.load(control, STATE) === state) Atomics.wait(control, STATE, state, SLEEP_MS);
    Atomics.sub(control, SLEEPERS, 1);
    spins = 0;
  }
}

function takeChunks() {
  for (;;) {
    const state = Atomics.load(control, STATE);
    const chunk = state & 0xffff;
    const chunks = Atomics.load(control, CHUNKS);
    const job = Atomics.load(control, JOB);
    const descriptor = Atomics.load(control, DESCRIPTOR);
    const units = Atomics.load(control, UNITS);
    const size = Atomics.load(control, CHUNK_UNITS);
    if (chunk === CLOSED || chunk >= chunks) return;
    // What was read belongs to this job only if the state has not moved since.
    if (Atomics.compareExchange(control, STATE, state, state + 1) !== state) continue;
    run(job, descriptor, chunk * size, Math.min(units, (chunk + 1) * size), thread, chunk);
    if (Atomics.add(control, DONE, 1) + 1 === chunks) Atomics.notify(control, DONE);
  }
}

try {
  while (awaitWork()) takeChunks();
} catch (error) {
  Atomics.store(control, FAILED, 1);
  Atomics.notify(control, DONE);
  throw error;
}
