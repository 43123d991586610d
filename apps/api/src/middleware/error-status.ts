import type { ErrorCode } from '@yoto/core';

/** The one place where codes become HTTP statuses. */
export const STATUS_OF_CODE: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_attempt: 409,
  rate_limited: 429,
  database_unavailable: 503,
  queue_unavailable: 503,
  server_unreachable: 503,
  disk_full: 507,
  // What follows ends attempts or processes; a request that meets it met a fault of the server.
  config_invalid: 500,
  engine_unavailable: 500,
  trainer_protocol: 500,
  data_missing: 500,
  data_corrupt: 500,
  checkpoint_corrupt: 500,
  bitstream_invalid: 500,
  port_in_use: 500,
  out_of_memory: 500,
  diverged: 500,
  stalled: 500,
  crashed: 500,
  preempted: 500,
  cancelled: 500,
  internal: 500,
};
