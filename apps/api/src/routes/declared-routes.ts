import { type Route, routes } from '@yoto/core';
import { Router } from 'express';
import type { ApiContext } from '../context.ts';
import { operations } from '../operations/index.ts';
import { parseRequest } from './parse-request.ts';

/** Parse, operate, reply: for every route that core declares. */
export function declaredRoutes(context: ApiContext): Router {
  const router = Router({ strict: true });
  for (const [name, route] of Object.entries(routes) as [keyof typeof routes, Route][]) {
    // `operations` ties every operation to its route's types; the loop sees only their common shape.
    const operate = operations[name] as (context: ApiContext, input: unknown) => Promise<unknown>;
    router[route.method](route.path, async (request, response) => {
      const reply = await operate(context, parseRequest(route, request));
      response.status(route.status ?? 200).json(reply);
    });
  }
  return router;
}
