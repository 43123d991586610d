import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, type LiveNotice } from '@yoto/core';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from './create-client.ts';

const ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';
const servers: Server[] = [];

async function listen(handler: RequestListener, port = 0): Promise<{ baseUrl: string; server: Server }> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
async function close(server: Server) {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map(close));
});

function replyJson(response: ServerResponse, value: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}
const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
};

describe('calls', () => {
  it('fills in and escapes path parameters, and serialises the query', async () => {
    const seen: string[] = [];
    const { baseUrl } = await listen((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      replyJson(
        response,
        request.url?.includes('metrics') ? { names: [], points: [] } : { items: [], nextCursor: null },
      );
    });
    const client = createClient({ baseUrl: `${baseUrl}/` });
    await client.getJobMetrics({
      params: { id: 'a/b c' },
      query: { name: ['loss', 'kl&x'], maxPoints: 100 },
    });
    await client.listSweeps();
    await client.listJobs({ query: { cursor: undefined, state: 'failed' } });
    expect(seen).toEqual([
      'GET /api/v1/jobs/a%2Fb%20c/metrics?name=loss&name=kl%26x&maxPoints=100',
      'GET /api/v1/sweeps',
      'GET /api/v1/jobs?state=failed',
    ]);
    await expect(client.getSweep({ params: { id: '..' } })).rejects.toThrow(/not a possible id/);
  });

  it('sends JSON and the token, and returns the parsed reply', async () => {
    let seen: unknown;
    const { baseUrl } = await listen(async (request, response) => {
      const { authorization, 'content-type': type } = request.headers;
      seen = { method: request.method, authorization, type, body: await bodyOf(request) };
      replyJson(response, { spec: {}, totalJobs: 'many' });
    });
    const spec = { name: 's', task: { id: 'toy' }, groups: [] };
    const error = await failure(createClient({ baseUrl, token: 'secret' }).planSweep({ body: { spec } }));
    expect(seen).toEqual({
      method: 'POST',
      authorization: 'Bearer secret',
      type: 'application/json',
      body: { spec },
    });
    expect(error).toMatchObject({ code: 'internal' });
    expect(error.message).toMatch(/another version/);
  });

  it('has typed requests and replies', async () => {
    const { baseUrl } = await listen((_, response) => replyJson(response, { status: 'ok', version: '1' }));
    const client = createClient({ baseUrl });
    const health = await client.getHealth();
    expectTypeOf(health).toEqualTypeOf<{ status: 'ok'; version: string }>();
    expectTypeOf(client.getSweep).parameter(0).toExtend<{ params: { id: string } }>();
    expect(health).toEqual({ status: 'ok', version: '1' });
  });
});

describe('failures', () => {
  it('turns a Problem back into the AppError it was made from', async () => {
    const problem = {
      code: 'invalid_input',
      message: 'The sweep spec is not valid: groups.0.steps: too small',
      issues: [{ path: 'groups.0.steps', message: 'too small' }],
      requestId: 'r1',
    };
    const { baseUrl } = await listen((_, response) => replyJson(response, problem, 400));
    const error = await failure(createClient({ baseUrl }).listTasks());
    expect(error).toMatchObject({ code: 'invalid_input', message: problem.message, issues: problem.issues });
    expect(error.details).toEqual({ status: 400, requestId: 'r1' });
  });

  it('says where no server answers, and how to start one', async () => {
    const { baseUrl, server } = await listen(() => {});
    await close(server);
    const error = await failure(createClient({ baseUrl }).listTasks());
    expect(error.code).toBe('server_unreachable');
    expect(error.message).toContain(baseUrl);
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).toContain('npx yoto up');
  });

  it.each([200, 404, 502])('recognises a server that is not ours (status %i)', async (status) => {
    const { baseUrl } = await listen((_, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Some  other\nprogram</h1>');
    });
    const error = await failure(createClient({ baseUrl }).getHealth());
    expect(error.code).toBe('server_unreachable');
    expect(error.message).toContain('<h1>Some other program</h1>');
  });

  it('gives up on a server that hangs, and passes an abort on', async () => {
    const { baseUrl } = await listen(() => {});
    const error = await failure(createClient({ baseUrl, timeoutMs: 50 }).getHealth());
    expect(error.message).toContain('no answer within 0.05 s');
    const abort = new AbortController();
    const call = createClient({ baseUrl }).getHealth({}, { signal: abort.signal });
    abort.abort(new Error('left the page'));
    await expect(call).rejects.toThrow('left the page');
  });

  it('refuses an address that is not one', () => {
    for (const baseUrl of ['localhost:7331', 'ftp://x', 'http://']) {
      expect(() => createClient({ baseUrl })).toThrow(/write it like http:\/\/127\.0\.0\.1:7331/);
    }
  });
});

describe('live', () => {
  const job = (state: string) => ({ type: 'job', sweepId: ID, jobId: ID, state });
  const open = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
  };

  it('passes notices on, skips what it does not know, and reconnects with a resync', async () => {
    const paths: (string | undefined)[] = [];
    const { baseUrl } = await listen((request, response) => {
      paths.push(request.url);
      open(response);
      response.write(': heartbeat\n\n');
      if (paths.length === 1) {
        response.write(
          `data: ${JSON.stringify(job('running'))}\n\ndata: {"type":"new"}\n\ndata: nonsense\n\n`,
        );
        response.end();
      } else {
        const text = `data: ${JSON.stringify(job('completed'))}\n\n`;
        response.write(text.slice(0, 20));
        setTimeout(() => response.write(text.slice(20)), 10);
      }
    });
    const abort = new AbortController();
    const notices: LiveNotice[] = [];
    const states: string[] = [];
    await createClient({ baseUrl }).live({
      sweepId: ID,
      signal: abort.signal,
      onConnection: (state) => states.push(state),
      onNotice: (notice) => {
        notices.push(notice);
        if (notice.type === 'job' && notice.state === 'completed') abort.abort();
      },
    });
    expect(notices).toEqual([job('running'), { type: 'resync' }, job('completed')]);
    expect(states).toEqual(['open', 'lost', 'open']);
    expect(paths).toEqual([`/api/v1/events?sweepId=${ID}`, `/api/v1/events?sweepId=${ID}`]);
  });

  it('waits for a server that is not up yet, and then asks for a resync', async () => {
    const { baseUrl, server } = await listen(() => {});
    const { port } = server.address() as AddressInfo;
    await close(server);
    const abort = new AbortController();
    const first = new Promise<LiveNotice>((resolve) => {
      void createClient({ baseUrl }).live({ signal: abort.signal, onNotice: resolve });
    });
    await listen((_, response) => open(response), port);
    expect(await first).toEqual({ type: 'resync' });
    abort.abort();
  });

  it('rejects where trying again cannot help', async () => {
    const { baseUrl } = await listen((_, response) => {
      replyJson(response, { code: 'not_found', message: 'There is no sweep', issues: [] }, 404);
    });
    const live = createClient({ baseUrl }).live({ signal: new AbortController().signal, onNotice: () => {} });
    expect((await failure(live)).code).toBe('not_found');
  });

  it('does not hide an error of its caller', async () => {
    const { baseUrl } = await listen((_, response) => {
      open(response);
      response.write('data: {"type":"resync"}\n\n');
    });
    const live = createClient({ baseUrl }).live({
      signal: new AbortController().signal,
      onNotice: () => {
        throw new TypeError('a bug of the caller');
      },
    });
    await expect(live).rejects.toThrow('a bug of the caller');
  });
});
