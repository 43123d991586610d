// Runs a job's chunks on the calling thread and a pool of others. Which thread takes a chunk is left to chance; what a
// chunk computes is not, so results do not depend on the number of threads.
import { Worker } from 'node:worker_threads';
import { AppError } from '@yoto/core';
import type { WasmMemory, WasmModule } from './web-assembly.ts';

/** Words of the block that all threads share. The layout is known to pool-thread.mjs too. */
export const CONTROL = {
  /** generation << 16 | next chunk; CLOSED in the low half: no chunk may be taken. */
  state: 0,
  chunks: 1,
  job: 2,
  descriptor: 3,
  units: 4,
  chunkUnits: 5,
  done: 6,
  sleepers: 7,
  stop: 8,
  failed: 9,
} as const;
const CONTROL_WORDS = 16;
const CLOSED = 0xffff;
/** Looks at the counter before sleeping: about 50 microseconds, the time of a small chunk. */
const SPINS = 20_000;
const WAIT_MS = 50;
/** Waits without one finished chunk (10 s of this process running) before a thread is taken for dead. */
const PATIENCE_WAITS = 200;

export interface PoolParts {
  memory: WasmMemory;
  module: WasmModule;
  /** Address of 64 aligned bytes in the memory. */
  control: number;
  run(job: number, descriptor: number, from: number, to: number, thread: number, chunk: number): void;
}

export class ThreadPool {
  private readonly parts: PoolParts;
  private readonly control: Int32Array;
  readonly workers: readonly Worker[];
  private readonly patience: number;
  private generation = 0;
  private failure: string | null = null;
  private stopping = false;

  /** `threads` counts the calling thread; `script` and `patienceWaits` are for tests. */
  constructor(parts: PoolParts, threads: number, script?: URL, patienceWaits = PATIENCE_WAITS) {
    this.parts = parts;
    this.patience = patienceWaits;
    this.control = new Int32Array(parts.memory.buffer, parts.control, CONTROL_WORDS);
    this.control.fill(0);
    this.control[CONTROL.state] = CLOSED;
    const { memory, module, control } = parts;
    this.workers = Array.from({ length: threads - 1 }, (_, index) => {
      const workerData = { memory, module, control, thread: index + 1 };
      const file = script ?? new URL('./pool-thread.mjs', import.meta.url);
      const worker = new Worker(file, { workerData, execArgv: [], name: `yoto-engine-${index + 1}` });
      worker.unref();
      worker.on('error', (error) => this.fail(error.message));
      worker.on('exit', (code) => this.fail(`it ended with code ${code}`));
      return worker;
    });
  }

  /** Runs the job; returns when every chunk is done. Throws `crashed` when a thread died. */
  run(job: number, descriptor: number, units: number, chunkUnits: number): void {
    if (this.failure !== null) throw deadThread(this.failure);
    const { control } = this;
    const chunks = Math.ceil(units / chunkUnits);
    // Closed while the job is written: a late thread of the last job finds no chunk to take.
    Atomics.store(control, CONTROL.state, (this.generation << 16) | CLOSED);
    Atomics.store(control, CONTROL.chunks, chunks);
    Atomics.store(control, CONTROL.job, job);
    Atomics.store(control, CONTROL.descriptor, descriptor);
    Atomics.store(control, CONTROL.units, units);
    Atomics.store(control, CONTROL.chunkUnits, chunkUnits);
    Atomics.store(control, CONTROL.done, 0);
    this.generation = (this.generation + 1) & 0xffff;
    Atomics.store(control, CONTROL.state, this.generation << 16);
    if (Atomics.load(control, CONTROL.sleepers) > 0) Atomics.notify(control, CONTROL.state);
    this.takeChunks(chunks, job, descriptor, units, chunkUnits);
    this.awaitOthers(chunks);
  }

  private takeChunks(
    chunks: number,
    job: number,
    descriptor: number,
    units: number,
    chunkUnits: number,
  ): void {
    const { control } = this;
    for (;;) {
      const state = Atomics.load(control, CONTROL.state);
      const chunk = state & 0xffff;
      if (chunk >= chunks) return;
      if (Atomics.compareExchange(control, CONTROL.state, state, state + 1) !== state) continue;
      this.parts.run(
        job,
        descriptor,
        chunk * chunkUnits,
        Math.min(units, (chunk + 1) * chunkUnits),
        0,
        chunk,
      );
      Atomics.add(control, CONTROL.done, 1);
    }
  }

  private awaitOthers(chunks: number): void {
    const { control } = this;
    let spins = 0;
    let waits = 0;
    let seen = -1;
    for (;;) {
      const done = Atomics.load(control, CONTROL.done);
      if (Atomics.load(control, CONTROL.failed) !== 0) this.abandon('a kernel trapped');
      if (done >= chunks) return;
      if (++spins <= SPINS) continue;
      waits = done === seen ? waits + 1 : 0;
      seen = done;
      if (waits > this.patience) this.abandon('it took a piece of work and never finished it');
      Atomics.wait(control, CONTROL.done, done, WAIT_MS);
    }
  }

  private abandon(reason: string): never {
    this.fail(reason);
    throw deadThread(reason);
  }

  private fail(reason: string): void {
    if (!this.stopping) this.failure ??= reason;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    Atomics.store(this.control, CONTROL.stop, 1);
    Atomics.notify(this.control, CONTROL.state);
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function deadThread(reason: string): AppError {
  return new AppError(
    'crashed',
    `A compute thread of the wasm engine died (${reason}): restart the process; if it happens again, use fewer threads`,
  );
}
