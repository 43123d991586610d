/** Notices travel by NOTIFY on the channel of their schema, sent by the statement that made the change. */
import { LiveNotice } from '@yoto/core';

const CHANNEL_PREFIX = 'yoto.';

/** Channels belong to a database, so the schema is a part of the name. */
export const noticeChannel = (schema: string): string => `${CHANNEL_PREFIX}${schema}`;

/** The payload, or undefined for what another program may have sent on the channel. */
export function parseNotice(payload: string | undefined): LiveNotice | undefined {
  try {
    return LiveNotice.safeParse(JSON.parse(payload ?? '')).data;
  } catch {
    return undefined;
  }
}

/** SQL that sends `{ type, ...fields }`; `fields` maps the notice's names to SQL expressions. */
export function notifySql(type: LiveNotice['type'], fields: Record<string, string>): string {
  const pairs = Object.entries(fields).map(([name, expression]) => `'${name}', ${expression}`);
  const json = `json_build_object('type', '${type}', ${pairs.join(', ')})`;
  return `pg_notify('${CHANNEL_PREFIX}' || current_schema(), ${json}::text)`;
}
