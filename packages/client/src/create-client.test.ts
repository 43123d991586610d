import type { IncomingMessage } from 'node:http';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from './create-client.ts';
import { close, failure, listen, replyJson } from './testing/local-server.ts';

const ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}
describe('calls', () => {
  it('fills in and escapes path parameters, and serialises the query', async () => {
    const seen: string[] = [];
    const { baseUrl } = await listen((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      replyJson(
        response,
        request.url?.includes('metrics')
          ? { names: [], curves: [], points: [] }
          : { items: [], nextCursor: null, ...(request.url?.endsWith('/sweeps') && { total: 0 }) },
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

  it('asks for a change without a body, and deletes', async () => {
    const seen: unknown[] = [];
    const { baseUrl } = await listen((request, response) => {
      seen.push([request.method, request.url, request.headers['content-type']]);
      replyJson(response, { id: ID, deletedJobs: 3 });
    });
    const client = createClient({ baseUrl });
    expect(await client.deleteSweep({ params: { id: ID } })).toEqual({ id: ID, deletedJobs: 3 });
    expect((await failure(client.retrySweep({ params: { id: ID } }))).message).toMatch(/another version/);
    const kinds = [
      ['DELETE', `/sweeps/${ID}`],
      ['POST', `/sweeps/${ID}/retry`],
    ];
    expect(seen).toEqual(kinds.map(([method, path]) => [method, `/api/v1${path}`, undefined]));
  });

  it('gets the bytes of an artifact as they are', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10);
    const { baseUrl } = await listen((request, response) => {
      if (request.url === `/api/v1/jobs/${ID}/artifacts/pictures%2F1.png?sha256=ab`) response.end(bytes);
      else replyJson(response, { code: 'not_found', message: 'There is no such file', issues: [] }, 404);
    });
    const client = createClient({ baseUrl });
    const request = { params: { id: ID, name: 'pictures/1.png' } };
    expect(await client.getArtifact({ ...request, query: { sha256: 'ab' } })).toEqual(bytes);
    await expect(client.getArtifact(request)).rejects.toMatchObject({ code: 'not_found' });
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
