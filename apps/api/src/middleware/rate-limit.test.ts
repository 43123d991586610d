import { Problem } from '@yoto/core';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../testing/silent-log.ts';
import { errorHandler } from './error-handler.ts';
import { limitRate } from './rate-limit.ts';

function limited(perMinute: number) {
  const app = express();
  app.use(limitRate(perMinute));
  app.all('/{*path}', (_request, response) => {
    response.send('ok');
  });
  app.use(errorHandler(silentLog));
  return app;
}

describe('limitRate', () => {
  it('refuses what is too much with a Problem, but never the health checks', async () => {
    const app = limited(2);
    const statuses = [];
    for (const method of ['get', 'delete', 'delete'] as const) {
      statuses.push((await request(app)[method]('/sweeps')).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await request(app).get('/sweeps');
    expect(Problem.parse(refused.body)).toMatchObject({ code: 'rate_limited' });
    expect(refused.get('retry-after')).toBeDefined();
    expect((await request(app).get('/ready')).status).toBe(200);
  });

  it('does nothing when it is off', async () => {
    const app = limited(0);
    for (let i = 0; i < 5; i++) expect((await request(app).get('/sweeps')).status).toBe(200);
  });
});
