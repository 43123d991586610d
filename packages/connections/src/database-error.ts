/** What pg, Prisma and the network throw, in the product's words: what is wrong, and what to check. */
import { AppError, type ErrorCode } from '@yoto/core';
import { CERTIFICATE_CODES } from './certificates.ts';
import type { DatabaseTarget } from './database-target.ts';

/** Where the error comes from. */
type Place = Pick<DatabaseTarget, 'address' | 'tlsMode'>;

interface Explanation {
  /** SQLSTATEs, system error codes, Prisma codes and Prisma adapter kinds. */
  codes: readonly string[];
  code: ErrorCode;
  advice: string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    codes: ['28P01', '28000', 'AuthenticationFailed', 'DatabaseAccessDenied', 'P1000', 'P1010'],
    code: 'database_unavailable',
    advice:
      'refuses this user or password: correct them in DATABASE_URL (special characters percent-encoded)',
  },
  {
    codes: ['3D000', 'DatabaseDoesNotExist', 'P1003'],
    code: 'database_unavailable',
    advice: 'does not exist on that server: create it, or correct the name in DATABASE_URL',
  },
  {
    codes: ['42P01', '42703', '42704', 'TableDoesNotExist', 'ColumnNotFound', 'P2021', 'P2022'],
    code: 'database_unavailable',
    advice:
      'has no tables of this version: apply the migrations (`yoto up` and the API do it when they start)',
  },
  {
    codes: ['53300', 'TooManyConnections', 'P2037'],
    code: 'database_unavailable',
    advice: 'has no connection left: raise max_connections, or run fewer processes',
  },
  {
    codes: ['57P01', '57P02', '57P03', '25006'],
    code: 'database_unavailable',
    advice: 'is starting, stopping or read-only: wait a moment and try again',
  },
  {
    codes: ['53100', 'ENOSPC'],
    code: 'disk_full',
    advice: 'has no disk space left: free some and try again',
  },
  {
    codes: ['23503', 'ForeignKeyConstraintViolation', 'P2003'],
    code: 'not_found',
    advice: 'has no row of an id that was given (sweep, job or worker)',
  },
];

const UNREACHABLE_CODES: readonly string[] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'ENOENT', 'DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'],
  ...['TlsConnectionError', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
];
/** pg throws these without a code. */
const UNREACHABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|connection error/i;

/** Any error of a statement as an AppError; those that already are one, and unknown ones, are returned as they are. */
export function databaseError(error: unknown, place: Place): unknown {
  if (error instanceof AppError) return error;
  const { address } = place;
  const { codes, messages } = tracesOf(error);
  const refusal = tlsProblem(place, codes, messages) ?? accessProblem(messages);
  if (refusal !== undefined) {
    return new AppError('database_unavailable', `The database ${address} ${refusal}`, { cause: error });
  }
  for (const explanation of EXPLANATIONS) {
    if (!explanation.codes.some((code) => codes.has(code))) continue;
    return new AppError(explanation.code, `The database ${address} ${explanation.advice}`, { cause: error });
  }
  // SQLSTATE class 22: a value that Postgres cannot store, such as a NUL character in a text.
  if ([...codes].some((code) => /^22[0-9A-Z]{3}$/.test(code))) {
    return new AppError('invalid_input', `A value cannot be stored: ${messages[0]}`, { cause: error });
  }
  const reason = [...codes].find((code) => UNREACHABLE_CODES.includes(code) || /^08[0-9A-Z]{3}$/.test(code));
  if (reason === undefined && !messages.some((message) => UNREACHABLE_MESSAGE.test(message))) return error;
  return new AppError(
    'database_unavailable',
    `The database ${address} does not answer (${reason ?? messages[0]}): check that PostgreSQL runs there and ` +
      'that DATABASE_URL is right',
    { cause: error },
  );
}

function tlsProblem({ tlsMode }: Place, codes: Set<string>, messages: string[]): string | undefined {
  const demand = tlsMode === undefined ? 'PGSSLMODE' : `sslmode=${tlsMode} in DATABASE_URL`;
  if (messages.some((message) => /server does not support SSL connections/.test(message))) {
    return `does not offer TLS, which ${demand} demands: turn it on there (ssl = on), or write sslmode=prefer or disable`;
  }
  if (codes.has('ERR_TLS_CERT_ALTNAME_INVALID')) {
    return (
      `has a certificate for another name, and ${demand} demands this one (${messages[0]}): connect by the name in the ` +
      'certificate, or write sslmode=verify-ca with sslrootcert=FILE, or sslmode=no-verify'
    );
  }
  const untrusted = CERTIFICATE_CODES.some((code) => codes.has(code));
  if (!untrusted && !messages.some((message) => /self-signed certificate/.test(message))) return undefined;
  return (
    `has a certificate that cannot be verified (${messages[0]}), as ${demand} demands: name it, or that of its ` +
    'authority, with sslrootcert=FILE, or write sslmode=no-verify to encrypt without verifying'
  );
}

/** PostgreSQL refuses by pg_hba.conf before it looks at a password. */
function accessProblem(messages: string[]): string | undefined {
  const refusal = messages.find((message) => /no pg_hba\.conf entry|pg_hba\.conf rejects/.test(message));
  if (refusal === undefined) return undefined;
  if (/no encryption|SSL off/.test(refusal)) {
    return 'refuses this connection without TLS: write sslmode=require (or no-verify) in DATABASE_URL, or admit it in pg_hba.conf';
  }
  return 'admits no such connection: add a line for this user, database and address to its pg_hba.conf';
}

/** Whether an error, or what caused it, carries this SQLSTATE. */
export function hasSqlState(error: unknown, sqlState: string): boolean {
  return tracesOf(error).codes.has(sqlState);
}

/** Prisma hides the driver's error behind `cause` and `meta`; a refused connection may be one error per address. */
function tracesOf(error: unknown, depth = 0): { codes: Set<string>; messages: string[] } {
  const codes = new Set<string>();
  const messages: string[] = [];
  if (typeof error !== 'object' || error === null || depth > 4) return { codes, messages };
  const fields = error as Record<string, unknown>;
  for (const key of ['code', 'originalCode', 'kind']) {
    if (typeof fields[key] === 'string') codes.add(fields[key]);
  }
  for (const key of ['message', 'originalMessage']) {
    if (typeof fields[key] === 'string' && fields[key] !== '') messages.push(fields[key]);
  }
  const inner = [fields.cause, (fields.meta as Record<string, unknown> | undefined)?.driverAdapterError];
  for (const next of [...inner, ...(Array.isArray(fields.errors) ? fields.errors : [])]) {
    const found = tracesOf(next, depth + 1);
    for (const code of found.codes) codes.add(code);
    messages.push(...found.messages);
  }
  return { codes, messages };
}
