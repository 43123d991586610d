/** The API with the dashboard on a state folder, as `yoto up --workers 0` runs it, that can be started again cold. */
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@yoto/core';
import { forkProgram } from '@yoto/host';
import { artifactsOf } from '../state-database.ts';

const ENTRY = fileURLToPath(new URL('../../../../apps/api/src/main.ts', import.meta.url));

export interface BenchServer {
  url: string;
  /** What its threads have used of processors so far; other work on the machine changes it little. NaN where it is not known. */
  processorMs(): number;
  stop(): Promise<void>;
}

/** Resolves once it answers. Throws `crashed` with the log's place when it ends first. */
export async function startServer(stateDir: string, databaseUrl: string): Promise<BenchServer> {
  mkdirSync(path.join(stateDir, 'logs'), { recursive: true });
  const logFile = path.join(stateDir, 'logs', 'bench-api.log');
  const program = forkProgram({
    entry: ENTRY,
    logFile,
    environment: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      ARTIFACTS: artifactsOf(stateDir),
      YOTO_STATE: stateDir,
      PORT: '0',
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '0',
    },
  });
  // What was started ends with this process, whatever ends it.
  const kill = () => program.kill();
  process.once('exit', kill);
  const ready = once(program.process, 'message').then(([message]) => message as { url: string });
  const first = await Promise.race([ready, program.ended]);
  if (!('url' in first)) throw new AppError('crashed', `The API ended (${first.how}): see ${logFile}`);
  return {
    url: first.url,
    processorMs: () => processorMsOf(program.process.pid ?? 0),
    async stop() {
      program.terminate();
      await program.ended;
      process.off('exit', kill);
    },
  };
}

/** Of Linux: ticks of 10 ms, in user and kernel mode, behind the name in brackets. */
function processorMsOf(pid: number): number {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (.*)/s);
    const [user, system] = fields.split(' ').slice(11, 13);
    return 10 * (Number(user) + Number(system));
  } catch {
    return Number.NaN;
  }
}
