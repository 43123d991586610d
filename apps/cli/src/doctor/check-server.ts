import { existsSync } from 'node:fs';
import path from 'node:path';
import { createClient } from '@yoto/client';
import { toAppError } from '@yoto/core';
import { DASHBOARD_DIR } from '../local-stack/places.ts';
import { listeningProblem } from '../local-stack/port.ts';
import type { Finding } from './finding.ts';

/** Either a server runs at the address, or its port is free for one (where it is an address of this machine). */
export async function checkServer(server: string): Promise<Finding[]> {
  const client = createClient({ baseUrl: server, timeoutMs: 5000 });
  try {
    const { version } = await client.getHealth();
    await client.getReadiness();
    return [{ name: 'server', status: 'ok', detail: `version ${version} answers at ${server}` }];
  } catch (thrown) {
    const error = toAppError(thrown);
    const { hostname, port } = new URL(server);
    const isLocal = hostname === '127.0.0.1' || hostname === 'localhost';
    if (error.code !== 'server_unreachable' || !isLocal) {
      const fix = 'look at the server’s log, or name another server with --server or YOTO_SERVER';
      return [{ name: 'server', status: 'error', detail: error.message, fix }];
    }
    if ((await listeningProblem(hostname, Number(port || 80))) === undefined) {
      return [
        { name: 'server', status: 'ok', detail: `none runs at ${server}; its port is free for yoto up` },
      ];
    }
    const fix = 'stop that program, or choose another port: yoto up --port 7332';
    return [{ name: 'server', status: 'error', detail: `another program uses the port of ${server}`, fix }];
  }
}

export async function checkDashboard(folder: string = DASHBOARD_DIR): Promise<Finding[]> {
  if (existsSync(path.join(folder, 'index.html'))) {
    return [{ name: 'dashboard', status: 'ok', detail: 'built' }];
  }
  return [
    {
      name: 'dashboard',
      status: 'warn',
      detail: 'not built: only the API would be served',
      fix: 'npm run build',
    },
  ];
}
