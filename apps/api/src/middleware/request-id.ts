import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

const HEADER = 'x-request-id';
/** What a proxy may hand down; anything else could forge lines of the log. */
const ACCEPTABLE = /^[\w.:-]{1,128}$/;

/** Names every request, by the proxy's own name for it where there is one; errors and log lines repeat it. */
export function requestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.get(HEADER);
    request.id = given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID();
    response.set(HEADER, String(request.id));
    next();
  };
}
