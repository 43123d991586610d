import { createClient } from '@yoto/client';
import { fetchOrTake } from '../early/early-answers.ts';
import { apiBase } from './base-path.ts';

/** The API of the server that delivered this page. */
export const apiClient = createClient({ baseUrl: apiBase, fetch: fetchOrTake });
