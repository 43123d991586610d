import { type Client, createClient } from '@yoto/client';
import { Option } from 'commander';
import type { CliConfig } from '../config.ts';

/** `--server URL`, for every command that talks to an API. */
export const serverOption = (config: CliConfig): Option =>
  new Option('--server <url>', 'the API to talk to (or YOTO_SERVER)').default(config.server);

export interface ServerOptions {
  server: string;
}

/** `timeoutMs`: for calls that may take longer than the client's usual patience. */
export const clientOf = ({ server }: ServerOptions, timeoutMs?: number): Client =>
  createClient({ baseUrl: server, timeoutMs });

/** The full address of a page that the API names relative to itself: below the server's own path, if it has one. */
export const pageUrl = (server: string, path: string): string => `${server.replace(/\/+$/, '')}${path}`;
