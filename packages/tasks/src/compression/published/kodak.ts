/**
 * Published rate-distortion curves on the Kodak images: the figures that the CompressAI project (J. Begaint et al.,
 * arXiv:2011.03029) publishes for the scale hyperprior of Balle et al. (2018), its mean-scale successor, and conventional
 * codecs. Means over the images; PSNR over RGB; not every source gives MS-SSIM.
 */
import type { PublishedCurves } from '@yoto/core';
import kodak from './kodak.json' with { type: 'json' };

interface PublishedPoint {
  bitsPerPixel: number;
  psnr: number;
  msSsim?: number;
}

const values = ({ bitsPerPixel, psnr, msSsim }: PublishedPoint): Record<string, number> => ({
  bpp: bitsPerPixel,
  psnr,
  ...(msSsim !== undefined && { 'ms-ssim': msSsim, 'ms-ssim-db': -10 * Math.log10(1 - msSsim) }),
});

export const kodakCurves: PublishedCurves = {
  name: 'Kodak',
  measuredOn: kodak.dataset,
  source: { title: 'the CompressAI project', url: kodak.source },
  datasets: ['images'],
  curves: kodak.curves.map(({ id, label, points }) => ({ id, label, points: points.map(values) })),
};
