import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import { basePathOf } from '../middleware/base-path.ts';
import { openApiDocument } from '../openapi/document.ts';

const SWAGGER_UI = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui.css')));
const SWAGGER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];
const A_DAY_MS = 24 * 60 * 60 * 1000;

/** Swagger UI draws its icons from data addresses and styles itself inline. */
const DOCS_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'";

const page = (base: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>YOTO Sweeps API</title>
<link rel="icon" href="${base}/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="${base}/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>This page needs scripts; the same document as JSON: <a href="${base}/api/openapi.json">openapi.json</a></noscript>
<script src="${base}/api/docs/swagger-ui-bundle.js"></script>
<script src="${base}/api/docs/start.js"></script>
</body>
</html>
`;

/** A file of its own, since the page's policy allows no inline scripts. No validator: that would be a foreign site. */
const startScript = (base: string) => `SwaggerUIBundle({
  url: '${base}/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** The OpenAPI document, and a page to read it that needs nothing from the internet. */
export function apiDocs(): Router {
  const document = openApiDocument();
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    // Addresses of clients that are made from the document.
    const [server] = document.servers;
    response.json({ ...document, servers: [{ url: `${basePathOf(response)}${server?.url}` }] });
  });
  router.use('/docs', (_request, response, next) => {
    response.set('content-security-policy', DOCS_POLICY);
    next();
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(page(basePathOf(response)));
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('js').send(startScript(basePathOf(response)));
  });
  const files = express.static(SWAGGER_UI, { index: false, redirect: false, maxAge: A_DAY_MS });
  router.get(
    SWAGGER_FILES.map((file) => `/docs/${file}`),
    (request, response, next) => {
      request.url = request.url.slice('/docs'.length);
      files(request, response, next);
    },
  );
  return router;
}
