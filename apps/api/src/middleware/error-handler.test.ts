import { AppError, ERROR_CODES, Problem } from '@yoto/core';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../testing/silent-log.ts';
import { errorHandler, STATUS_OF_CODE, unknownRoute } from './error-handler.ts';
import { jsonBody } from './json-body.ts';
import { requestId } from './request-log.ts';

/** An application with the real middleware, whose one route throws. */
function appThatThrows(thrown: unknown) {
  const app = express();
  app.use(requestId(), jsonBody());
  app.all('/throw', () => {
    throw thrown;
  });
  app.use(unknownRoute(), errorHandler(silentLog));
  return app;
}

describe('the table of statuses', () => {
  it('has a status for every code and for nothing else', () => {
    expect(Object.keys(STATUS_OF_CODE).sort()).toEqual([...ERROR_CODES].sort());
    for (const status of Object.values(STATUS_OF_CODE)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
    }
  });

  it.each(ERROR_CODES)('answers %s with a Problem of that status', async (code) => {
    const error = new AppError(code, 'say what to change', { issues: [{ path: 'a.b', message: 'wrong' }] });
    const response = await request(appThatThrows(error)).get('/throw');
    expect(response.status).toBe(STATUS_OF_CODE[code]);
    const problem = Problem.parse(response.body);
    expect(problem).toMatchObject({ code, issues: [{ path: 'a.b', message: 'wrong' }] });
    expect(problem.requestId).toBe(response.get('x-request-id'));
    expect(response.get('retry-after')).toBe(response.status === 503 ? '5' : undefined);
  });
});

describe('what was not foreseen', () => {
  it('does not tell its words to the client', async () => {
    const response = await request(appThatThrows(new Error('password=hunter2'))).get('/throw');
    expect(response.status).toBe(500);
    expect(response.body.code).toBe('internal');
    expect(response.text).not.toContain('hunter2');
    expect(response.body.message).toContain(response.body.requestId);
  });

  it.each(['database_unavailable', 'queue_unavailable', 'disk_full', 'config_invalid'] as const)(
    'says of %s what happened, but neither host nor folder',
    async (code) => {
      const error = new AppError(code, 'Nothing answers at db.internal:5432: see /srv/yoto');
      const { body, text } = await request(appThatThrows(error)).get('/throw');
      expect(body.message).toContain('this server');
      expect(text).not.toMatch(/db\.internal|5432|\/srv/);
    },
  );

  it('recognises a full disk', async () => {
    const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    const response = await request(appThatThrows(full)).get('/throw');
    expect([response.status, response.body.code]).toEqual([507, 'disk_full']);
  });
});

describe('what the transport refuses', () => {
  const app = appThatThrows(new Error('never reached'));

  it('is a body that is not JSON', async () => {
    const response = await request(app).post('/throw').type('json').send('{"spec": ');
    expect(response.status).toBe(400);
    expect(Problem.parse(response.body)).toMatchObject({ code: 'invalid_input' });
    expect(response.body.message).toMatch(/^The body is not valid JSON: /);
  });

  it('is a body that is too large', async () => {
    const response = await request(app)
      .post('/throw')
      .type('json')
      .send(JSON.stringify('x'.repeat(8 * 1024 * 1024)));
    expect(response.status).toBe(413);
    expect(Problem.parse(response.body).message).toMatch(/larger than 4 MB/);
  });

  it('is an address that nothing answers', async () => {
    const unknown = await request(app).delete('/nowhere?x=1');
    expect(unknown.status).toBe(404);
    expect(unknown.body.message).toContain('There is no route DELETE /nowhere: /api/docs');
  });
});

describe('request ids', () => {
  it('keeps the one of a proxy, unless it could forge log lines', async () => {
    const app = appThatThrows(new AppError('conflict', 'no'));
    const kept = await request(app).get('/throw').set('x-request-id', 'trace-1');
    expect(kept.body.requestId).toBe('trace-1');
    const replaced = await request(app).get('/throw').set('x-request-id', 'a b"c');
    expect(replaced.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
