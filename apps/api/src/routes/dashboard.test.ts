import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express, { type Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandler, unknownRoute } from '../middleware/error-handler.ts';
import { requestId } from '../middleware/request-log.ts';
import { silentLog } from '../testing/silent-log.ts';
import { dashboard } from './dashboard.ts';

let folder: string;
let app: Express;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-dashboard-'));
  app = express();
  app.use(requestId(), dashboard(path.join(folder, 'dist')), unknownRoute(), errorHandler(silentLog));
});
afterAll(() => rm(folder, { recursive: true }));

const browse = (address: string) => request(app).get(address).set('accept', 'text/html');

describe('the dashboard', () => {
  it('says how to build it while it is not built', async () => {
    const response = await browse('/');
    expect(response.status).toBe(503);
    expect(response.type).toBe('text/html');
    expect(response.text).toContain('npm run build');
  });

  describe('once built', () => {
    beforeAll(async () => {
      await mkdir(path.join(folder, 'dist/assets'), { recursive: true });
      await writeFile(path.join(folder, 'dist/index.html'), '<div id="root"></div>');
      await writeFile(path.join(folder, 'dist/favicon.svg'), '<svg/>');
      await writeFile(path.join(folder, 'dist/assets/index-abc123.js'), 'go()');
    });

    it('answers all its pages with index.html, always the newest', async () => {
      for (const address of ['/', '/sweeps/0192f0c1', '/workers?x=1', '/api/docs']) {
        const response = await browse(address);
        expect(response.text).toBe('<div id="root"></div>');
        expect(response.get('cache-control')).toBe('no-cache');
      }
    });

    it('lets browsers keep hashed assets for ever', async () => {
      const asset = await request(app).get('/assets/index-abc123.js');
      expect(asset.text).toBe('go()');
      expect(asset.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const icon = await request(app).get('/favicon.svg');
      expect(icon.status).toBe(200);
      expect(icon.get('cache-control')).toBe('public, max-age=0');
    });

    it('lets the worker that runs models compile WebAssembly, and no other script', async () => {
      await writeFile(path.join(folder, 'dist/assets/explore-worker-abc123.js'), 'work()');
      const worker = await request(app).get('/assets/explore-worker-abc123.js');
      expect(worker.get('content-security-policy')).toMatch(/^default-src 'none';.* 'wasm-unsafe-eval'/);
      const script = await request(app).get('/assets/index-abc123.js');
      expect(script.get('content-security-policy') ?? '').not.toContain('wasm-unsafe-eval');
    });

    it('sends the compressed copies of assets to browsers that take them', async () => {
      const code = `${'go();'.repeat(200)}`;
      const asset = path.join(folder, 'packed/assets/index-abc123.js');
      await mkdir(path.dirname(asset), { recursive: true });
      await writeFile(asset, code);
      await writeFile(`${asset}.br`, brotliCompressSync(code));
      await writeFile(`${asset}.gz`, gzipSync(code));
      const packed = express().use(dashboard(path.join(folder, 'packed')));
      const sent = async (accepted: string) => {
        const response = await request(packed)
          .get('/assets/index-abc123.js')
          .set('accept-encoding', accepted)
          .buffer()
          .parse((stream, done) => {
            const parts: Buffer[] = [];
            stream.on('data', (part: Buffer) => parts.push(part));
            stream.on('end', () => done(null, Buffer.concat(parts)));
          });
        expect(response.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(response.get('vary')).toMatch(/accept-encoding/i);
        return {
          as: response.get('content-encoding'),
          type: response.type,
          bytes: Number(response.get('content-length')),
        };
      };
      const type = expect.stringMatching(/javascript/);
      const [br, gz] = [brotliCompressSync(code).length, gzipSync(code).length];
      expect(await sent('gzip, deflate, br')).toEqual({ as: 'br', type, bytes: br });
      expect(await sent('gzip')).toEqual({ as: 'gzip', type, bytes: gz });
      expect(await sent('identity')).toEqual({ as: undefined, type, bytes: code.length });
    });

    it('does not pretend that missing files, or other files, are pages', async () => {
      for (const address of [
        '/assets/index-old.js',
        '/assets/gone',
        '/robots.txt',
        '/..%2f..%2fpackage.json',
        '/api/x',
      ]) {
        const response = await browse(address);
        expect([address, response.status]).toEqual([address, 404]);
      }
      const program = await request(app).get('/sweeps').set('accept', 'application/json');
      expect(program.status).toBe(404);
    });
  });
});
