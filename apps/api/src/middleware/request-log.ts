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
