import { Router } from 'express';
import { basePathOf } from '../middleware/base-path.ts';
import { openApiDocument } from '../openapi/document.ts';

/** The OpenAPI document; the dashboard's page `/api/docs` shows it to people. */
export function apiDocs(): Router {
  const document = openApiDocument();
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    // Addresses of clients that are made from the document.
    const [server] = document.servers;
    response.json({ ...document, servers: [{ url: `${basePathOf(response)}${server?.url}` }] });
  });
  return router;
}
