/** What the commands say of what they did. */
import { formatBytes } from '@yoto/core';
import { megapixelRate, rows } from '../../commands/report.ts';
import type { CompressReport } from './compress.ts';
import type { DecompressReport } from './decompress.ts';

/** What was written, how well it fits and how long it took. `target`: the bits per pixel that were asked for. */
export function compressReport(file: string, report: CompressReport, target: number | undefined): string {
  const { width, height, bytes, bitsPerPixel, estimatedBitsPerPixel, lambda, trials, changes } = report;
  const difference = 100 * (bitsPerPixel / estimatedBitsPerPixel - 1);
  const sign = difference < 0 ? '' : '+';
  const rate = (seconds: number) => `${seconds.toFixed(2)} s, ${megapixelRate(report, seconds)}`;
  const { verified } = report;
  return rows([
    ['file', `${file}, ${formatBytes(bytes)}`],
    ['picture', `${width} x ${height}${changes.map((change) => `; ${change}`).join('')}`],
    [
      'lambda',
      String(Number(lambda.toPrecision(6))) + (trials > 1 ? ` (the best of ${trials} that were tried)` : ''),
    ],
    [
      'size',
      `${bitsPerPixel.toFixed(4)} bits per pixel${target === undefined ? '' : ` (at most ${target})`}; the model estimates ${estimatedBitsPerPixel.toFixed(4)} (${sign}${difference.toFixed(2)} %)`,
    ],
    ['quality', verified ? `${verified.psnr.toFixed(2)} dB PSNR, of the file decoded again` : 'not measured'],
    ['compressing', rate(report.compressSeconds)],
    ...(verified ? [['decompressing', rate(verified.decompressSeconds)] as const] : []),
    ['engine', report.engine],
  ]);
}

/** What to tell a person whose file is smaller than asked for; undefined where there is nothing to tell. */
export function targetWarning(report: CompressReport, target: number | undefined): string | undefined {
  if (report.reachedTarget !== false || target === undefined) return undefined;
  const lambda = Number(report.lambda.toPrecision(6));
  return (
    `This model cannot use ${target} bits per pixel for this picture: its best takes ${report.bitsPerPixel.toFixed(4)} ` +
    `(lambda ${lambda}, the greatest it was trained for). For more quality, train a model with greater lambdas.`
  );
}

export function decompressReport(file: string, report: DecompressReport): string {
  const { width, height, bytes, lambda, decompressSeconds } = report;
  return rows([
    ['file', file],
    ['picture', `${width} x ${height}, from ${formatBytes(bytes)} (lambda ${Number(lambda.toPrecision(6))})`],
    ['decompressing', `${decompressSeconds.toFixed(2)} s, ${megapixelRate(report, decompressSeconds)}`],
    ['engine', report.engine],
  ]);
}
