import compression from 'compression';
import type { RequestHandler } from 'express';

/** Types that the library's list takes for text: the live stream, whose notices must not wait, and checkpoints. */
const SENT_AS_IT_IS = /^(text\/event-stream|application\/octet-stream)\b/;

/** Replies in brotli or gzip, whichever the client prefers, save what is compressed already or would not shrink. */
export function compress(): RequestHandler {
  return compression({
    filter: (request, response) =>
      !SENT_AS_IT_IS.test(String(response.getHeader('content-type'))) &&
      compression.filter(request, response),
  });
}
