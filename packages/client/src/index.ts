export type { CallOptions, Client, ClientRequest } from './create-client.ts';
export { type ClientOptions, createClient } from './create-client.ts';
export type { LiveOptions } from './live-notices.ts';
