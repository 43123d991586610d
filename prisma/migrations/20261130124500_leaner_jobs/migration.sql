-- What nobody reads: the spec has it.
ALTER TABLE "jobs" DROP COLUMN "group_name",
DROP COLUMN "kind",
DROP COLUMN "seed";

-- DropEnum
DROP TYPE "job_kind";

-- People resume jobs; an attempt that begins at a checkpoint is restored from it.
UPDATE "events" SET "type" = 'restored' WHERE "type" = 'resumed';
UPDATE "events" SET "type" = 'resumed' WHERE "type" = 'continued';
