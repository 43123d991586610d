import { Problem } from '@yoto/core';
import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';
import { silentLog } from '../testing/silent-log.ts';
import { errorHandler } from './error-handler.ts';
import { sameSiteOnly } from './same-site.ts';

const app = express();
app.use(sameSiteOnly());
app.all('/{*path}', (_request, response) => {
  response.send('ok');
});
app.use(errorHandler(silentLog));

test.each([
  ['a change from another site', 'post', 'cross-site', 400],
  ['a change from the dashboard', 'post', 'same-origin', 200],
  ['a deletion from another site', 'delete', 'cross-site', 400],
  ['a deletion from the dashboard', 'delete', 'same-origin', 200],
  ['a change from a program', 'post', undefined, 200],
  ['reading from another site', 'get', 'cross-site', 200],
] as const)('%s is answered with %s %s: %i', async (_what, method, site, status) => {
  const sent = request(app)[method]('/sweeps/1/cancel');
  const reply = await (site ? sent.set('sec-fetch-site', site) : sent);
  expect(reply.status).toBe(status);
  if (status === 400) expect(Problem.parse(reply.body).message).toMatch(/another site/);
});
