-- DropIndex
DROP INDEX "jobs_state_sweep_id_priority_index_idx";

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "requirement_key" TEXT;

-- AlterTable
ALTER TABLE "workers" ADD COLUMN     "engine_class" TEXT,
ADD COLUMN     "labels" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "memory_bytes" BIGINT,
ADD COLUMN     "tasks" JSONB;

-- CreateTable
CREATE TABLE "requirements" (
    "key" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "requirements_pkey" PRIMARY KEY ("key")
);

-- Jobs from before asked for nothing but their task, of which there was one version.
INSERT INTO "requirements" ("key", "content")
SELECT 'task:' || id, jsonb_build_object('task', jsonb_build_object('id', id, 'version', 1))
FROM (SELECT DISTINCT "spec" -> 'task' ->> 'id' AS id FROM "jobs") AS tasks;
UPDATE "jobs" SET "requirement_key" = 'task:' || ("spec" -> 'task' ->> 'id');

-- AlterTable
ALTER TABLE "jobs" ALTER COLUMN "requirement_key" SET NOT NULL;

-- CreateIndex
CREATE INDEX "jobs_state_sweep_id_requirement_key_priority_index_idx" ON "jobs"("state", "sweep_id", "requirement_key", "priority" DESC, "index");

-- CreateIndex
CREATE INDEX "jobs_state_requirement_key_idx" ON "jobs"("state", "requirement_key");

-- AddForeignKey
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_requirement_key_fkey" FOREIGN KEY ("requirement_key") REFERENCES "requirements"("key") ON DELETE RESTRICT ON UPDATE CASCADE;
