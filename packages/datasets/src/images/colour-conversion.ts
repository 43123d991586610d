/** What becomes of a picture file's colours on their way to sRGB, in words. */
import { parse } from 'icc';
import type { Metadata } from 'sharp';

/** Whose values are sRGB already, or grey, as long as no profile says otherwise. */
const PLAIN_SPACES = ['srgb', 'rgb', 'rgb16', 'b-w', 'grey16'];

/** "colours are converted to sRGB from …"; undefined where they are sRGB. */
export function colourConversion({
  space = 'srgb',
  icc,
}: Pick<Metadata, 'space' | 'icc'>): string | undefined {
  const isPlain = PLAIN_SPACES.includes(space);
  // libvips does not apply profiles of 16-bit grey.
  const profile = icc === undefined || space === 'grey16' ? undefined : profileName(icc);
  if (isPlain && (profile === undefined || /sRGB/i.test(profile))) return undefined;
  const named = profile && `profile "${profile}"`;
  const unnamed = profile === '' ? 'a colour profile without a name' : undefined;
  const from = [isPlain ? undefined : space.toUpperCase(), named || unnamed].filter(Boolean).join(', ');
  return `colours are converted to sRGB from ${from}`;
}

/** Empty where it says none or is broken. */
function profileName(icc: Buffer): string {
  try {
    return parse(icc).description?.trim() ?? '';
  } catch {
    return '';
  }
}
