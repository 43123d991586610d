/** A declared endpoint: the server validates by it, the OpenAPI document and the typed client are made from it. */
import type { z } from 'zod';

export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Below /api/v1, parameters as `:name`. */
  path: string;
  summary: string;
  tag: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** Status of success; 200 unless given. */
  status?: number;
}

/** Keeps the exact schema types of a declaration. */
export const route = <R extends Route>(declaration: R): R => declaration;

type Written<R, K extends keyof Route> = R extends { [P in K]: infer S extends z.ZodType }
  ? { [P in K]: z.input<S> }
  : { [P in K]?: undefined };
type Parsed<R, K extends keyof Route> = R extends { [P in K]: infer S extends z.ZodType }
  ? { [P in K]: z.output<S> }
  : { [P in K]?: undefined };

/** What a caller passes. */
export type RouteRequest<R extends Route> = Written<R, 'params'> & Written<R, 'query'> & Written<R, 'body'>;
/** What a handler gets, parsed. */
export type RouteInput<R extends Route> = Parsed<R, 'params'> & Parsed<R, 'query'> & Parsed<R, 'body'>;
export type RouteResponse<R extends Route> = z.output<R['response']>;
