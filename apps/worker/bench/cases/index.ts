import type { BenchCaseEntry } from '../bench-case.ts';
import { openHyperpriorCase } from './hyperprior-case.ts';
import { openStyleCase } from './style-case.ts';
import { openVaeCase } from './vae-case.ts';

/** Everything that is timed, in the order of the table. */
export const BENCH_CASES: BenchCaseEntry[] = [
  {
    id: 'cifar10-fixed',
    title: 'CIFAR-10 VAE, fixed weight',
    batch: 128,
    open: () => openVaeCase('cifar10', 'fixed'),
  },
  { id: 'cifar10-yoto', title: 'CIFAR-10 VAE, YOTO', batch: 128, open: () => openVaeCase('cifar10', 'yoto') },
  {
    id: 'shapes3d-fixed',
    title: 'Shapes3D VAE, fixed weight',
    batch: 64,
    open: () => openVaeCase('shapes3d-rendered', 'fixed'),
  },
  {
    id: 'shapes3d-yoto',
    title: 'Shapes3D VAE, YOTO',
    batch: 64,
    open: () => openVaeCase('shapes3d-rendered', 'yoto'),
  },
  {
    id: 'hyperprior-64',
    title: 'Scale hyperprior, 64 channels, 64x64',
    batch: 8,
    open: async () => openHyperpriorCase(8, 64, 64),
  },
  {
    id: 'hyperprior-192',
    title: 'Scale hyperprior, 192 channels, 64x64',
    batch: 8,
    open: async () => openHyperpriorCase(8, 64, 192),
  },
  {
    id: 'style-fixed',
    title: 'Style transfer, fixed weights, 64x64',
    batch: 4,
    open: () => openStyleCase('fixed', 4, 64),
  },
  {
    id: 'style-yoto',
    title: 'Style transfer, YOTO, 64x64',
    batch: 4,
    open: () => openStyleCase('yoto', 4, 64),
  },
];
