/** From the samples of a decoded file to 8-bit RGB: rounded, where libvips cuts off low bits, and laid on white. */

export interface EightBitRgb {
  /** Three for each pixel. */
  bytes: Uint8Array;
  /** Whether any pixel was not opaque. */
  hasTransparency: boolean;
}

/** `samples`: R, G, B and, with four channels, the alpha of each pixel, over the whole range of their type. */
export function eightBitRgb(samples: Uint8Array | Uint16Array, channels: 3 | 4): EightBitRgb {
  if (channels === 3 && samples instanceof Uint8Array) return { bytes: samples, hasTransparency: false };
  const most = samples instanceof Uint8Array ? 255 : 65_535;
  const bytes = new Uint8Array((samples.length / channels) * 3);
  let hasTransparency = false;
  for (let from = 0, to = 0; from < samples.length; from += channels, to += 3) {
    const alpha = channels === 4 ? samples[from + 3]! : most;
    const white = most - alpha;
    if (white > 0) hasTransparency = true;
    for (let channel = 0; channel < 3; channel++) {
      const value = (samples[from + channel]! * alpha) / most + white;
      bytes[to + channel] = Math.round((value * 255) / most);
    }
  }
  return { bytes, hasTransparency };
}
