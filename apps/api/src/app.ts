import { API_PREFIX, ARTIFACT_PATH, ARTIFACTS_ZIP_PATH, CHECKPOINT_PATH, LIVE_PATH } from '@yoto/core';
import express, { type Express } from 'express';
import type { ApiContext } from './context.ts';
import type { LiveBus } from './live-bus.ts';
import { basePath } from './middleware/base-path.ts';
import { compress } from './middleware/compress.ts';
import { errorHandler, unknownRoute } from './middleware/error-handler.ts';
import { jsonBody } from './middleware/json-body.ts';
import { type OwnAddress, ownHostOnly, ownOriginOnly } from './middleware/own-pages.ts';
import { limitRate } from './middleware/rate-limit.ts';
import { requestId, requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { apiDocs } from './routes/api-docs.ts';
import { artifactBytes } from './routes/artifact-bytes.ts';
import { artifactsZip } from './routes/artifacts-zip.ts';
import { checkpointBytes } from './routes/checkpoint-bytes.ts';
import { dashboard } from './routes/dashboard.ts';
import { declaredRoutes } from './routes/declared-routes.ts';
import { liveEvents } from './routes/live-events.ts';

export interface AppDependencies extends ApiContext, OwnAddress {
  bus: LiveBus;
  dashboardDir: string;
  rateLimitPerMinute: number;
  trustedProxies: number;
}

/** The application without its socket: API below /api/v1, documents below /api, the dashboard everywhere else. */
export function createApp(dependencies: AppDependencies): Express {
  const { log, bus, dashboardDir } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', dependencies.trustedProxies);
  // `/sweeps/` is what a client sends that has lost its id: it must not get the list.
  app.enable('strict routing');
  app.use(requestId(), requestLog(log), securityHeaders(), ownHostOnly(dependencies));
  app.use(basePath(dependencies.publicUrl), compress());
  app.use(API_PREFIX, limitRate(dependencies.rateLimitPerMinute), ownOriginOnly(dependencies), jsonBody());
  app.get(`${API_PREFIX}${LIVE_PATH}`, liveEvents(dependencies, bus));
  app.get(`${API_PREFIX}${ARTIFACT_PATH}`, artifactBytes(dependencies));
  app.get(`${API_PREFIX}${ARTIFACTS_ZIP_PATH}`, artifactsZip(dependencies));
  app.get(`${API_PREFIX}${CHECKPOINT_PATH}`, checkpointBytes(dependencies));
  app.use(API_PREFIX, noStore, declaredRoutes(dependencies));
  app.use('/api', apiDocs());
  app.use(dashboard(dashboardDir));
  app.use(unknownRoute(), errorHandler(log));
  return app;
}

/** Replies change all the time, and a browser that repeats an old one would show a lie. */
const noStore: express.RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};
