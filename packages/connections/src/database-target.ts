/** From a DATABASE_URL to what pg needs to connect, which one question to the server completes (`sslmode=prefer`). */
import { readFileSync } from 'node:fs';
import { AppError } from '@yoto/core';
import type pg from 'pg';
import {
  type DatabaseUrl,
  isSocketFolder,
  parseDatabaseUrl,
  shownDatabase,
  type TlsMode,
} from './database-url.ts';
import { greet } from './greet.ts';

const DEFAULT_SCHEMA = 'public';
const QUEUE_SCHEMA = 'bullmq';
/** "May we speak TLS?", which every PostgreSQL answers with one letter, before any login: S or N. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

export interface DatabaseTarget {
  /** Without the user and the password: may be shown. */
  address: string;
  /** Where the product's tables are; connections of `config` find them without naming it. */
  schema: string;
  /** Where the queue's tables are, if the queue lives in the database. */
  queueSchema: string;
  /** Undefined: the URL says nothing about TLS. */
  tlsMode: TlsMode | undefined;
  config: pg.ClientConfig;
  /** The same for connections that look for their tables in `queueSchema`. */
  queueConfig: pg.ClientConfig;
}

/** @throws AppError `config_invalid` (not a PostgreSQL URL, certificate files that cannot be read) */
export async function databaseTarget(databaseUrl: string): Promise<DatabaseTarget> {
  const url = parseDatabaseUrl(databaseUrl);
  const { host, port, user, password, database, schema, parameters } = url;
  const ssl = await tlsOptions(url);
  const connection = {
    ...parameters,
    host,
    port,
    user,
    password,
    database,
    ...(ssl === undefined ? {} : { ssl }),
  };
  const isDefault = schema === DEFAULT_SCHEMA;
  const queueSchema = isDefault ? QUEUE_SCHEMA : `${schema}_${QUEUE_SCHEMA}`;
  const inSchema = (name: string) =>
    [parameters.options, `-c search_path="${name}"`].filter(Boolean).join(' ');
  return {
    address: shownDatabase(url),
    schema,
    queueSchema,
    tlsMode: url.tlsMode,
    // Poolers such as PgBouncer refuse connections with options: without a schema, none is needed.
    config: isDefault ? connection : { ...connection, options: inSchema(schema) },
    queueConfig: { ...connection, options: inSchema(queueSchema) },
  };
}

/** Undefined where the URL says nothing: pg then decides by PGSSLMODE, as every PostgreSQL program does. */
async function tlsOptions(url: DatabaseUrl): Promise<pg.ClientConfig['ssl'] | undefined> {
  if (isSocketFolder(url.host)) return false;
  if (url.tlsMode === undefined) return undefined;
  const files = Object.fromEntries(
    Object.entries(url.tlsFiles).map(([name, file]) => [name, readCertificate(file)]),
  );
  switch (url.tlsMode) {
    case 'disable':
      return false;
    case 'allow':
    case 'prefer':
      return (await offersTls(url)) ? { ...files, rejectUnauthorized: false } : false;
    case 'no-verify':
      return { ...files, rejectUnauthorized: false };
    case 'verify-ca':
      return { ...files, checkServerIdentity: () => undefined };
    default:
      return files;
  }
}

/** A server that does not answer is not judged here: connecting to it will tell. */
async function offersTls({ host, port }: DatabaseUrl): Promise<boolean> {
  const answer = await greet(host, port, TLS_REQUEST).catch(() => undefined);
  return answer?.toString('latin1', 0, 1) === 'S';
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'config_invalid',
      `DATABASE_URL names the certificate file ${file}, which cannot be read (${(cause as Error).message}): ` +
        'correct sslrootcert, sslcert or sslkey',
      { cause },
    );
  }
}
