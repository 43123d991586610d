import { createClient } from '@yoto/client';

/** The API of the server that delivered this page. */
export const apiClient = createClient({ baseUrl: '' });
