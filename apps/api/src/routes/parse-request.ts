import { AppError, invalidInput, parseInput, type Route } from '@yoto/core';
import type { Request } from 'express';
import { z } from 'zod';
import { limitBody } from './body-limits.ts';

const NoParameters = z.strictObject({});
const SPEC_PREFIX = 'spec.';

/** The parts of a request that its route declares, parsed; throws `invalid_input` naming every wrong place. */
export function parseRequest(
  route: Route,
  request: Request,
): { params: unknown; query: unknown; body: unknown } {
  return {
    params: route.params && parseInput(route.params, request.params, 'The address'),
    query: parseInput(route.query ?? NoParameters, request.query, 'The query'),
    body: route.body && parseBody(route.body, request),
  };
}

/** A body whose every field may be left out may be left out itself. */
function parseBody(schema: z.ZodType, request: Request): unknown {
  if (request.body === undefined) {
    const nothing = hasBody(request) ? undefined : schema.safeParse({});
    if (nothing?.success) return nothing.data;
    throw new AppError(
      'invalid_input',
      'The body is missing: send JSON with "content-type: application/json"',
    );
  }
  limitBody(request.body);
  try {
    return parseInput(schema, request.body, 'The body');
  } catch (error) {
    throw error instanceof AppError ? withinSpec(error) : error;
  }
}

/** Whether anything was sent, of whatever kind: what is not JSON has not been read. */
const hasBody = (request: Request): boolean =>
  request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;

/** Places within the spec are named as in the file or form where people wrote it, without the envelope. */
function withinSpec(error: AppError): AppError {
  const { issues } = error;
  if (issues.length === 0 || !issues.every(({ path }) => path.startsWith(SPEC_PREFIX))) return error;
  return invalidInput(
    'The sweep spec',
    issues.map(({ path, message }) => ({ path: path.slice(SPEC_PREFIX.length), message })),
  );
}
