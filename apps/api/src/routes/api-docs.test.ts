import { Validator } from '@seriousme/openapi-schema-validator';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../middleware/security-headers.ts';
import { apiDocs } from './api-docs.ts';

const app = express().use(securityHeaders()).use('/api', apiDocs());

describe('the documentation', () => {
  it('serves the document', async () => {
    const response = await request(app).get('/api/openapi.json');
    expect(response.type).toBe('application/json');
    expect((await new Validator().validate(response.body)).valid).toBe(true);
  });

  it('has a page that loads only what this server has, by a policy of its own', async () => {
    const page = await request(app).get('/api/docs');
    expect(page.type).toBe('text/html');
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(loaded.length).toBeGreaterThanOrEqual(4);
    for (const address of loaded) {
      expect(address).toMatch(/^\/api\//);
      expect([address, (await request(app).get(address)).status]).toEqual([address, 200]);
    }
    expect(page.get('content-security-policy')).toContain("style-src 'self' 'unsafe-inline'");
    expect(page.get('content-security-policy')).not.toMatch(/https?:/);
    expect((await request(app).get('/api/docs/package.json')).status).toBe(404);
  });
});
