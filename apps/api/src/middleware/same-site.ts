import { AppError } from '@yoto/core';
import type { RequestHandler } from 'express';

/**
 * Refuses changes that a page of another site asks the browser for: without it, any page could cancel sweeps on the
 * server of whoever looks at it. Programs other than browsers do not send the header, and are let through.
 */
export function sameSiteOnly(): RequestHandler {
  return (request, _response, next) => {
    const isChange = request.method !== 'GET' && request.method !== 'HEAD';
    if (!isChange || request.get('sec-fetch-site') !== 'cross-site') return next();
    next(
      new AppError(
        'invalid_input',
        'A page of another site asked for this change: open the dashboard of this server and do it there',
      ),
    );
  };
}
