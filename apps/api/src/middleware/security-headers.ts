import type { RequestHandler } from 'express';
import helmet from 'helmet';

const SELF = "'self'";
const NONE = "'none'";
const DASHBOARD_POLICY = {
  'default-src': [SELF],
  'script-src': [SELF],
  // React sets style attributes on the elements it makes.
  'style-src': [SELF, "'unsafe-inline'"],
  'img-src': [SELF, 'data:', 'blob:'],
  'font-src': [SELF, 'data:'],
  'connect-src': [SELF],
  'worker-src': [SELF, 'blob:'],
  'object-src': [NONE],
  'base-uri': [SELF],
  'form-action': [SELF],
  'frame-ancestors': [NONE],
};

/**
 * Of the worker that runs trained models: it alone may compile WebAssembly, which TensorFlow.js computes with where there is no
 * graphics card. A worker has the policy that its own script comes with, and not that of the page.
 */
export const MODEL_WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/**
 * Headers that keep pages from loading or being embedded in anything foreign. Nothing is forced to HTTPS: the server
 * speaks HTTP, and the proxy that adds TLS also adds its rules.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: DASHBOARD_POLICY },
    strictTransportSecurity: false,
    // Browsers honour these on HTTPS and localhost only, and complain everywhere else.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}
