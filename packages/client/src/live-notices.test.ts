import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveNotice } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { close, failure, listen, replyJson } from './testing/local-server.ts';

const ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';

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
      response.write('event: heartbeat\ndata: {}\n\n');
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
