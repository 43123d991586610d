import { expect, it } from 'vitest';
import { engineLabel } from './engine.ts';

it('says what of an engine is known', () => {
  expect(engineLabel('wasm', '4.22.0')).toBe('wasm 4.22.0');
  expect(engineLabel('wasm', null)).toBe('wasm, version not recorded');
  expect(engineLabel(null, null)).toBe('unknown');
});
