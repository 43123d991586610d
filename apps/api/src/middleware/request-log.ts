import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';

/** One line a request, without headers (they carry tokens). What succeeds is only told at level `debug`. */
export function requestLog(log: Logger): HttpLogger {
  return pinoHttp({
    logger: log,
    genReqId: (request) => request.id,
    customLogLevel: (_request, response) => {
      if (response.statusCode >= 500) return 'warn';
      return response.statusCode >= 400 ? 'info' : 'debug';
    },
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, url }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
}

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
