import { Validator } from '@seriousme/openapi-schema-validator';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { apiDocs } from './api-docs.ts';

const app = express().use('/api', apiDocs());

describe('the documentation', () => {
  it('serves the document', async () => {
    const response = await request(app).get('/api/openapi.json');
    expect(response.type).toBe('application/json');
    expect((await new Validator().validate(response.body)).valid).toBe(true);
  });
});
