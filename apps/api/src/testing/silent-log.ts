import { pino } from 'pino';

/** A logger for tests that look at replies only. */
export const silentLog = pino({ level: 'silent' });
