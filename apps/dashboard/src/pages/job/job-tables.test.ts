import type { ArtifactDetail } from '@yoto/core';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { attempt, checkpoint, MOMENT } from '../../testing/jobs.ts';
import { markup, rowsOf } from '../../testing/render.ts';
import { ArtifactsTable } from './artifacts-table.tsx';
import { AttemptsTable } from './attempts-table.tsx';
import { CheckpointsTable } from './checkpoints-table.tsx';

describe('attempts', () => {
  it('are listed newest first, each with its reason in words and its error', () => {
    const attempts = [
      attempt(1, { outcome: 'crashed', finishedAt: MOMENT, errorMessage: 'killed by SIGKILL' }),
      attempt(2, { outcome: 'out_of_memory', finishedAt: MOMENT, resumedFromStep: 1200 }),
      attempt(3),
    ];
    const rows = rowsOf(createElement(AttemptsTable, { attempts }));
    expect(rows[0]).toMatch(/^Attempt 3 ▸ running/);
    expect(rows[1]).toMatch(/^Attempt 2 ! out of memory .*more memory than the device has.* 1,200$/);
    expect(rows[2]).toMatch(/^Attempt 1 ↻ crashed .*costs it no retry\. killed by SIGKILL/);
  });

  it('name the engine with its version, where it was recorded', () => {
    const attempts = [attempt(1, { engineVersion: null }), attempt(2)];
    const rows = rowsOf(createElement(AttemptsTable, { attempts }));
    expect(rows[0]).toContain('one core by wasm 4.22.0');
    expect(rows[1]).toContain('one core by wasm, version not recorded');
  });

  it('tell the data and the frozen weights that they worked with', () => {
    const frozen = [{ name: 'vgg19', title: 'VGG 19, blocks 1 to 3', sha256: 'ab'.repeat(32) }];
    const data = { description: '4 photographs', fingerprint: null, frozen };
    const [row] = rowsOf(createElement(AttemptsTable, { attempts: [attempt(1, { data })] }));
    expect(row).toContain('4 photographs Frozen weights: VGG 19, blocks 1 to 3 (vgg19), SHA-256 abab');
  });

  it('are not there before a worker came', () => {
    expect(markup(createElement(AttemptsTable, { attempts: [] }))).toContain('No worker has taken the job');
  });
});

it('one checkpoint is marked as the best', () => {
  const checkpoints = [checkpoint(300, 2.5), checkpoint(200, 1.25), checkpoint(100, null)];
  const rows = rowsOf(createElement(CheckpointsTable, { jobId: 'j', checkpoints }));
  expect(rows.map((row) => row.includes('best'))).toEqual([false, true, false]);
  expect(rows[1]).toMatch(/^Step 200 ★ best 1.25 2.0 KiB/);
});

describe('artifacts', () => {
  const artifact = (name: string, mediaType: string): ArtifactDetail => ({
    name,
    mediaType,
    sha256: 'b'.repeat(64),
    bytes: 3000,
    attempt: 1,
    createdAt: MOMENT,
    url: `/api/v1/jobs/j/artifacts/${name}?sha256=b`,
  });

  it('can all be downloaded, and only pictures are shown', () => {
    const artifacts = [artifact('weights.bin', 'application/octet-stream'), artifact('p.png', 'image/png')];
    const html = markup(createElement(ArtifactsTable, { artifacts }));
    const pictures = [...html.matchAll(/<img src="([^"]*)"/g)].map(([, source]) => source);
    const downloads = [...html.matchAll(/<a href="([^"]*)" download="([^"]*)"/g)].map(([, , name]) => name);
    expect(pictures).toEqual(['/api/v1/jobs/j/artifacts/p.png?sha256=b']);
    expect(downloads).toEqual(['weights.bin', 'p.png']);
  });
});
