import { createServer } from 'node:net';
import { AppError } from '@yoto/core';

const LAST_PORT = 65_535;

/** The first port at or after `preferred` that nothing on this machine listens on. @throws AppError `port_in_use` */
export async function firstFreePort(preferred: number): Promise<number> {
  for (let port = preferred; port <= LAST_PORT; port++) {
    if (await isFree(port)) return port;
  }
  throw new AppError(
    'port_in_use',
    `No port from ${preferred} on is free: choose a lower port for the database`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.once('listening', () => server.close(() => resolve(true)));
    server.listen(port, '127.0.0.1');
  });
}
