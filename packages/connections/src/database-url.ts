/** What a DATABASE_URL says: https://www.postgresql.org/docs/current/libpq-connect.html, and `schema` as Prisma has it. */
import { AppError } from '@yoto/core';
import { hostOf, readConnectionUrl } from './connection-url.ts';

const EXAMPLE = 'postgresql://user:password@127.0.0.1:5432/yoto';
const TLS_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** As BullMQ allows them; the queue's schema adds `_bullmq`, and PostgreSQL cuts names at 63 bytes. */
const SCHEMA_NAME = /^[A-Za-z_][A-Za-z0-9_$]{0,55}$/;
const TAKEN_SCHEMA = /^pg_|^information_schema$|(^|_)bullmq$/;
const DEFAULT_SCHEMA = 'public';

export interface DatabaseUrl {
  /** A name, an address, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  /** Where the tables are. */
  schema: string;
  /** Undefined: the URL says nothing about TLS. */
  tlsMode: TlsMode | undefined;
  /** Files of the certificates, where the URL names some. */
  tlsFiles: { ca?: string; cert?: string; key?: string };
  /** Further parameters of the connection, e.g. `options`. */
  parameters: Record<string, string>;
}

/** What is wrong with the URL, as a text that continues "DATABASE_URL …"; undefined when it can be used. */
export function databaseUrlProblem(text: string): string | undefined {
  const read = readDatabaseUrl(text);
  return typeof read === 'string' ? read : undefined;
}

/** @throws AppError `config_invalid` that says what to change, without any part of the URL that may be secret */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const read = readDatabaseUrl(text);
  if (typeof read === 'string') throw new AppError('config_invalid', `DATABASE_URL ${read}`);
  return read;
}

function readDatabaseUrl(text: string): DatabaseUrl | string {
  const url = readConnectionUrl(text, ['postgresql:', 'postgres:'], EXAMPLE);
  if (typeof url === 'string') return url;
  const all = Object.fromEntries(url.searchParams);
  const { host, port, user, password, schema, sslmode, ssl, sslrootcert, sslcert, sslkey, ...parameters } =
    all;
  const tlsMode = sslmode ?? (ssl === undefined ? undefined : modeOfFlag(ssl));
  if (tlsMode !== undefined && !isTlsMode(tlsMode)) {
    return `has an unknown sslmode: it may be ${TLS_MODES.join(', ')}`;
  }
  if (schema !== undefined && (!SCHEMA_NAME.test(schema) || TAKEN_SCHEMA.test(schema))) {
    return (
      'has a schema that cannot be used: write ?schema=NAME with at most 56 letters, digits and underscores; names ' +
      'that begin with pg_ or end in bullmq are taken'
    );
  }
  if (/search_path/i.test(parameters.options ?? '')) return 'sets search_path: write ?schema=NAME instead';
  const files = { ca: sslrootcert === 'system' ? undefined : sslrootcert, cert: sslcert, key: sslkey };
  return {
    host: host || hostOf(url) || 'localhost',
    port: Number(port || url.port || 5432),
    user: user || decodeURIComponent(url.username) || undefined,
    password: password || decodeURIComponent(url.password) || undefined,
    database: decodeURIComponent(url.pathname.slice(1)) || undefined,
    schema: schema ?? DEFAULT_SCHEMA,
    tlsMode: tlsMode ?? (Object.values(files).some(Boolean) ? 'verify-full' : undefined),
    tlsFiles: Object.fromEntries(Object.entries(files).filter(([, file]) => file !== undefined)),
    parameters,
  };
}

const isTlsMode = (text: string): text is TlsMode => TLS_MODES.some((mode) => mode === text);

/** `ssl=true`, as other drivers write it. */
function modeOfFlag(flag: string): string {
  if (flag === 'true' || flag === '1') return 'require';
  return flag === 'false' || flag === '0' ? 'disable' : flag;
}

/** Whether the host is the folder of a Unix socket. */
export const isSocketFolder = (host: string): boolean => host.startsWith('/');

/** Where the database is, for people: never the user or the password. */
export function shownDatabase({ host, port, database }: DatabaseUrl): string {
  const name = database ?? '(named like the user)';
  if (isSocketFolder(host)) return `${name} on the socket ${host}/.s.PGSQL.${port}`;
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${name}`;
}
