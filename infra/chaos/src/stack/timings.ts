/** The product's waits, shortened so that a takeover takes seconds; each through the variable that a user has. */

/** Silence after which an attempt counts as stalled (60 s by default). */
export const STALL_AFTER_MS = 4_000;
/** After so long a message whose worker is dead is delivered again (30 s by default). */
export const MESSAGE_LOCK_MS = 3_000;
/** What a preempted worker gets to write its checkpoint (30 s by default). */
export const GRACE_MS = 8_000;

export const API_TIMINGS: Record<string, string> = {
  STALL_AFTER_MS: String(STALL_AFTER_MS),
  RECONCILE_EVERY_MS: '500',
};
export const WORKER_TIMINGS: Record<string, string> = {
  HEARTBEAT_MS: '500',
  GRACE_MS: String(GRACE_MS),
  MESSAGE_LOCK_MS: String(MESSAGE_LOCK_MS),
};
