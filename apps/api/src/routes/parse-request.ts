import { AppError, invalidInput, parseInput, type Route } from '@yoto/core';
import type { Request } from 'express';
import { z } from 'zod';

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

/** Twice what the largest sweep needs, written out with every lambda. */
const MOST_VALUES = 100_000;
/** The sweep spec has ten. */
const MOST_LEVELS = 32;

/**
 * Throws `invalid_input` for a parsed body with too many values, or with values nested too deeply. It comes before the
 * schema, which every wrong value costs much more memory than it took to send.
 */
function limitBody(body: unknown): void {
  let values = 0;
  let level: object[] = isContainer(body) ? [body] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) refuse(`is nested more than ${MOST_LEVELS} levels deep`);
    const next: object[] = [];
    for (const container of level) {
      const inner = Object.values(container);
      values += inner.length;
      if (values > MOST_VALUES) refuse(`holds more than ${MOST_VALUES} values`);
      for (const value of inner) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function refuse(what: string): never {
  throw new AppError(
    'invalid_input',
    `The body ${what}: write lambdas as grids (logSpaced, powers), or submit several smaller sweeps`,
  );
}
