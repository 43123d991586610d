-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "attempt_outcome" ADD VALUE 'worker_error';
ALTER TYPE "attempt_outcome" ADD VALUE 'paused';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "job_state" ADD VALUE 'pausing';
ALTER TYPE "job_state" ADD VALUE 'paused';

-- AlterTable
ALTER TABLE "checkpoints" ADD COLUMN     "score" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "sweeps" ADD COLUMN     "served_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "workers" ADD COLUMN     "quarantine_reason" TEXT,
ADD COLUMN     "quarantined_at" TIMESTAMPTZ(3),
ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "artifacts_key_idx" ON "artifacts"("key");

-- CreateIndex
CREATE INDEX "checkpoints_key_idx" ON "checkpoints"("key");

-- CreateIndex
CREATE INDEX "jobs_state_sweep_id_priority_index_idx" ON "jobs"("state", "sweep_id", "priority" DESC, "index");

-- CreateIndex
CREATE INDEX "attempts_worker_id_finished_at_idx" ON "attempts"("worker_id", "finished_at");
