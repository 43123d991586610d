import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import staticCompressed from 'express-static-gzip';
import { basePathOf } from '../middleware/base-path.ts';
import { MODEL_WORKER_POLICY } from '../middleware/security-headers.ts';

const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

const notBuilt = (base: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>YOTO Sweeps</title>
<body style="font: 1rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 4rem auto; padding: 0 1rem">
<h1>The dashboard is not built yet</h1>
<p>The API works: <a href="${base}/api/openapi.json">its description</a> is here. To see sweeps in the browser, run</p>
<pre>npm run build</pre>
<p>in the repository and reload this page. A dashboard in another folder is named by <code>DASHBOARD_DIR</code>.</p>
</body>
</html>
`;

/** The page about the API is the dashboard's. */
const API_REFERENCE = '/api/docs';

/** As the build calls `explore-worker.ts` of the dashboard. */
const MODEL_WORKER = /^\/explore-worker-[^/]*\.js$/;

/** The built dashboard. Its own addresses (/sweeps/…) all get index.html, which routes in the browser. */
export function dashboard(dashboardDir: string): Router {
  const router = Router();
  // The build puts a hash of their content into the names of these, and compressed copies beside them.
  const assets = staticCompressed(path.join(dashboardDir, 'assets'), {
    enableBrotli: true,
    orderPreference: ['br'],
    index: false,
    serveStatic: { immutable: true, maxAge: A_YEAR_MS, redirect: false },
  });
  router.use('/assets', (request, response, next) => {
    if (MODEL_WORKER.test(request.path)) response.set('content-security-policy', MODEL_WORKER_POLICY);
    next();
  });
  router.use('/assets', assets, (_request, _response, next) => next('router'));
  router.use(express.static(dashboardDir, { index: false, redirect: false }));
  router.get('/{*path}', indexPage(dashboardDir));
  return router;
}

function indexPage(dashboardDir: string): RequestHandler {
  return async (request, response, next) => {
    const isFile = path.extname(request.path) !== '';
    const isOfApi = request.path.startsWith('/api/') && request.path !== API_REFERENCE;
    if (isOfApi || isFile || !request.accepts('html')) return next();
    // A page of an older build names assets that are gone: always ask for the newest.
    response.set('cache-control', 'no-cache').type('html');
    const base = basePathOf(response);
    const page = await readFile(path.join(dashboardDir, 'index.html'), 'utf8').catch(() => undefined);
    // The build writes all addresses relative to the page of the root, and pages have others.
    if (page === undefined) response.status(503).send(notBuilt(base));
    else response.send(page.replaceAll('"./', `"${base}/`));
  };
}
