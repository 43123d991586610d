/** A reverse proxy that serves a server below a path, as nginx does with `location /lab/yoto/ { proxy_pass … }`. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PathProxy {
  url: string;
  close(): Promise<void>;
}

/** `strips`: takes the path off, and names it in X-Forwarded-Prefix; otherwise the server gets the whole address. */
export async function startPathProxy(target: string, path: string, strips: boolean): Promise<PathProxy> {
  const server: Server = createServer((incoming, response) => {
    const address = incoming.url ?? '';
    if (!address.startsWith(`${path}/`)) {
      response.writeHead(404).end('this is another program');
      return;
    }
    const { hostname, port } = new URL(target);
    const forwarded = { 'x-forwarded-host': incoming.headers.host, 'x-forwarded-prefix': path };
    const onward = request(
      {
        hostname,
        port,
        method: incoming.method,
        path: strips ? address.slice(path.length) : address,
        headers: strips ? { ...incoming.headers, ...forwarded } : incoming.headers,
      },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
