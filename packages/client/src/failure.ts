/** Whatever goes wrong on the way to the server and back, as one AppError that says what to do. */
import { AppError, Problem } from '@yoto/core';

const EXCERPT_LENGTH = 200;

const placeName = (baseUrl: string) => (baseUrl === '' ? 'this address' : baseUrl);

/** Nobody answers: the request never reached a server. */
export function unreachable(baseUrl: string, cause: unknown): AppError {
  return new AppError(
    'server_unreachable',
    `No YOTO server answers at ${placeName(baseUrl)} (${reason(cause)}): start one with "npx yoto up", or give the address of one that runs`,
    { cause },
  );
}

/** Something answers, but not the API: another program on that port, or a proxy whose server is down. */
export function notOurServer(baseUrl: string, status: number, body: string): AppError {
  const excerpt = body.replace(/\s+/g, ' ').trim().slice(0, EXCERPT_LENGTH);
  return new AppError(
    'server_unreachable',
    `What answers at ${placeName(baseUrl)} is not a YOTO server (status ${status}, "${excerpt}"): check the address, or start a server with "npx yoto up"`,
    { details: { status } },
  );
}

/** An error reply: the server's own Problem as the AppError it was made from. */
export function errorReply(baseUrl: string, status: number, body: string): AppError {
  const problem = Problem.safeParse(parsedJson(body));
  if (!problem.success) return notOurServer(baseUrl, status, body);
  const { code, message, issues, requestId } = problem.data;
  return new AppError(code, message, {
    issues,
    details: { status, ...(requestId === undefined ? {} : { requestId }) },
  });
}

/** The value, or undefined for what is not JSON (JSON itself has no undefined). */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch hides the system's word (ECONNREFUSED, ENOTFOUND) in the cause, and several of them in its `errors`. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  return cause instanceof Error && cause.message ? cause.message : String(cause);
}
