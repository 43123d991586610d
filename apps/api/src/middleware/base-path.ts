/** The prefix of all addresses as browsers see them, e.g. `/yoto` behind a proxy that hands on what is below it. */
import type { Request, RequestHandler, Response } from 'express';

const SEGMENTS = /^(\/[\w.~-]+)*$/;
const HEADER = 'x-forwarded-prefix';

/**
 * Finds the prefix in `publicUrl`, else in the X-Forwarded-Prefix of a trusted proxy, for `basePathOf`; and takes it off
 * the address where the proxy has left it there.
 */
export function basePath(publicUrl: string | undefined): RequestHandler {
  const configured = publicUrl === undefined ? '' : pathOf(new URL(publicUrl).pathname);
  return (request, response, next) => {
    const base = configured || forwardedPrefix(request);
    response.locals.basePath = base;
    const { url } = request;
    if (base !== '' && (url === base || url.startsWith(`${base}/`) || url.startsWith(`${base}?`)))
      request.url = url.slice(base.length).replace(/^(?!\/)/, '/');
    next();
  };
}

/** Empty, or like `/yoto`: safe to write into pages. */
export const basePathOf = (response: Response): string => response.locals.basePath ?? '';

function forwardedPrefix(request: Request): string {
  const trust = request.app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean;
  if (!trust(request.socket.remoteAddress, 0)) return '';
  return pathOf(request.get(HEADER)?.split(',')[0]?.trim() ?? '');
}

/** Without its last slash; nothing where it is not a plain path. */
function pathOf(written: string): string {
  const trimmed = written.replace(/\/+$/, '');
  return SEGMENTS.test(trimmed) ? trimmed : '';
}
