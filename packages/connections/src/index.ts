export { databaseError, hasSqlState } from './database-error.ts';
export { type DatabaseTarget, databaseTarget } from './database-target.ts';
export { databaseUrlProblem } from './database-url.ts';
export { redisTarget, redisUrlProblem, withoutCommand } from './redis-url.ts';
export { tryDatabase } from './try-database.ts';
export { tryRedis } from './try-redis.ts';
