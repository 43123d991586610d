import { version } from '../version.ts';
import type { Operation } from './operation.ts';

export const getHealth: Operation<'getHealth'> = async () => ({ status: 'ok', version });
