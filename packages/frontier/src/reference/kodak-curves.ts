/** Published rate-distortion curves on the Kodak images, to hold one's own against. */
import published from './kodak-rate-distortion.json' with { type: 'json' };

/** One published operating point; means over the images. */
export interface PublishedPoint {
  bitsPerPixel: number;
  /** dB, over RGB. */
  psnr: number;
  /** 0 to 1; not every source gives it. */
  msSsim?: number;
}

export interface PublishedCurve {
  id: string;
  label: string;
  dataset: string;
  /** Where the numbers were published: a folder of result files, and the file in it. */
  source: string;
  file: string;
  /** In order of rate. */
  points: readonly PublishedPoint[];
}

/**
 * The figures that the CompressAI project (J. Begaint et al., arXiv:2011.03029) publishes for the scale hyperprior of
 * Balle et al. (2018), its mean-scale successor, and conventional codecs.
 */
export const KODAK_CURVES: readonly PublishedCurve[] = published.curves.map((curve) => ({
  ...curve,
  dataset: published.dataset,
  source: published.source,
}));
