import { AppError } from '@yoto/core';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

const MINUTE_MS = 60_000;

/** Refuses an address with `rate_limited` once it has made its requests of the minute; 0 means no limit. */
export function limitRate(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Orchestrators ask for these all the time, from the address of a proxy.
    skip: (request) => request.path === '/health' || request.path === '/ready',
    // A proxy that is not configured as trusted is counted as one client, which is what the setting says.
    validate: { xForwardedForHeader: false },
    handler: (_request, _response, next) => {
      next(
        new AppError(
          'rate_limited',
          `More than ${perMinute} requests in a minute from one address: wait a minute, or raise RATE_LIMIT_PER_MINUTE`,
        ),
      );
    },
  });
}
