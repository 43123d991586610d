import { json, type RequestHandler } from 'express';

/** Room for the largest sweep with every lambda written out. */
export const BODY_LIMIT = '4 MB';

/** Parses JSON bodies; other kinds are left alone, and the routes that want a body refuse them. */
export const jsonBody = (): RequestHandler => json({ limit: BODY_LIMIT, strict: false });
