import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@yoto/core';

const POLL_MS = 250;

/**
 * Throws `port_in_use` when something still listens there after `patienceMs`; port 0 (any free one) is always fine.
 */
export async function assertPortFree(host: string, port: number, patienceMs = 0): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let problem = await listeningProblem(host, port);
  while (problem?.code === 'EADDRINUSE' && Date.now() < deadline) {
    await delay(POLL_MS);
    problem = await listeningProblem(host, port);
  }
  if (problem === undefined) return;
  if (problem.code === 'EADDRINUSE') {
    throw new AppError('port_in_use', `Port ${port} on ${host} is used by another program`, {
      cause: problem,
      details: {
        fix: 'stop that program, or choose another port: --port 7332 (--port 0 takes any free one)',
      },
    });
  }
  throw new AppError('config_invalid', `Cannot listen on ${host}:${port}: ${problem.message}`, {
    cause: problem,
    details: { fix: 'choose another --host or --port' },
  });
}

/** Why this process cannot listen there, undefined when it can. */
export function listeningProblem(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
