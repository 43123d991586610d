import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, toAppError } from '@yoto/core';
import type { Express } from 'express';

/** Requests get so long to end when the server stops. */
const DRAIN_MS = 5000;
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export interface ListeningServer {
  /** Where a browser on this machine finds it. */
  url: string;
  /** Takes no more requests, and waits for those that run. */
  close(): Promise<void>;
}

/** Throws `port_in_use`, or `config_invalid` for an address that cannot be listened on. */
export async function listen(app: Express, host: string, port: number): Promise<ListeningServer> {
  const server = createServer(app);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, host, port);
  }
  return { url: urlOf(server, host), close: () => close(server) };
}

function listenError(error: unknown, host: string, port: number): AppError {
  const { code } = error as { code?: unknown };
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} of ${host} is in use: stop the program that has it, or set PORT to another`;
    return new AppError('port_in_use', message, { cause: error });
  }
  if (code === 'EACCES') {
    const message = `Port ${port} may not be opened by this user: set PORT to one above 1023`;
    return new AppError('config_invalid', message, { cause: error });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    const message = `HOST ${host} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all of them`;
    return new AppError('config_invalid', message, { cause: error });
  }
  return toAppError(error);
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const reachable = ANY_ADDRESS.has(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}
