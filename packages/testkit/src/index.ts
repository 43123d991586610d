export {
  claimDue,
  crowdAround,
  registerWorker,
  submitJob,
  submitSweep,
  type TestStorage,
  testStorage,
} from './builders/stored-sweep.ts';
export { plannedSweep, sweepSpec } from './builders/toy-sweep.ts';
export { linkedPrograms } from './linked-programs.ts';
export { freePort } from './network/free-port.ts';
export { type TcpProxy, tcpProxy } from './network/tcp-proxy.ts';
export { type OwnPostgres, ownPostgres } from './postgres/own-server.ts';
export { type TestDatabase, testDatabase } from './postgres/test-database.ts';
export { stopTestServer } from './postgres/test-server.ts';
export { isRedisInstalled, type TestRedis, testRedis } from './redis/test-redis.ts';
export { type TestS3, testS3 } from './s3/test-s3.ts';
export { isOpensslInstalled, selfSignedCertificate } from './self-signed-certificate.ts';
export { toyTaskSpec } from './toy-task/toy-task-spec.ts';
