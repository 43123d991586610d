import type { RouteInput, RouteResponse, Routes } from '@yoto/core';
import type { ApiContext } from '../context.ts';

/** What a route does: from its parsed input to its reply. Throws AppError. */
export type Operation<K extends keyof Routes> = (
  context: ApiContext,
  input: RouteInput<Routes[K]>,
) => Promise<RouteResponse<Routes[K]>>;
