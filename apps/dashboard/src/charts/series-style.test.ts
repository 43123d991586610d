import { SLOTS, seriesSlots } from '@yoto/frontier';
import { describe, expect, it } from 'vitest';
import { DARK_THEME, LIGHT_THEME } from './chart-theme.ts';
import { seriesStyles } from './series-style.ts';

const fixed = (name: string) => ({ name, method: 'fixed' as const });

describe('the look of a series', () => {
  it('goes with its name, whatever comes before it', () => {
    const alone = seriesStyles([fixed('one at a time')], LIGHT_THEME).get('one at a time');
    const after = seriesStyles(['YOTO', 'JPEG', 'one at a time'].map(fixed), LIGHT_THEME);
    expect(after.get('one at a time')).toEqual(alone);
  });

  it('differs from all others of a sweep', () => {
    const names = Array.from({ length: 3 * SLOTS }, (_, i) => `group ${i}`);
    const slots = [...seriesSlots(names).values()];
    expect([...slots].sort((a, b) => a - b)).toEqual(names.map((_, i) => i));
    const styles = [...seriesStyles(names.map(fixed), LIGHT_THEME).values()];
    const looks = styles.map(({ colour, marker }) => `${colour} ${marker}`);
    expect(new Set(looks).size).toBe(names.length);
    const first = styles.slice(0, SLOTS);
    expect(new Set(first.map(({ colour }) => colour)).size).toBe(SLOTS);
    expect(new Set(first.map(({ marker }) => marker)).size).toBe(SLOTS);
  });

  it('leaves grey to the baselines', () => {
    const styles = seriesStyles(
      [{ name: 'single model', method: 'single-model' }, fixed('YOTO')],
      DARK_THEME,
    );
    expect(styles.get('single model')?.colour).toBe(DARK_THEME.baseline);
    expect(DARK_THEME.palette).not.toContain(DARK_THEME.baseline);
  });
});

describe.each([
  ['light', LIGHT_THEME],
  ['dark', DARK_THEME],
])('the palette of the %s theme', (_name, theme) => {
  it('stands out from the ground', () => {
    expect(theme.palette).toHaveLength(SLOTS);
    for (const colour of [...theme.palette, theme.baseline]) {
      const ratio = contrast(colour, theme.surface);
      expect({ colour, enough: ratio >= 3 }).toEqual({ colour, enough: true });
    }
  });
});

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
