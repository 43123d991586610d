/** The functions of the factorised density (Balle et al. 2018, appendix 6.1), the same bits on every machine. */
import { portableExp } from './portable-exp.ts';
import { portableLog } from './portable-log.ts';

/** 1 / (1 + e^-x), without overflow on either side. */
export function portableSigmoid(x: number): number {
  const small = portableExp(-Math.abs(x));
  return (x < 0 ? small : 1) / (1 + small);
}

/** tanh x; absolute error below 1e-15. */
export function portableTanh(x: number): number {
  const small = portableExp(-2 * Math.abs(x));
  const magnitude = (1 - small) / (1 + small);
  return x < 0 ? -magnitude : magnitude;
}

/** ln(1 + e^x); absolute error below 1e-15 * max(1, x). */
export function portableSoftplus(x: number): number {
  return Math.max(x, 0) + portableLog(1 + portableExp(-Math.abs(x)));
}
