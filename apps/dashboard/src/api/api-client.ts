import { createClient } from '@yoto/client';
import { basePath } from './base-path.ts';

/** The API of the server that delivered this page. */
export const apiClient = createClient({ baseUrl: basePath && `${window.location.origin}${basePath}` });
