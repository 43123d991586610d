-- AlterTable
ALTER TABLE "sweeps" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "favourite" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "labels" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "sweeps_task_id_id_idx" ON "sweeps"("task_id", "id" DESC);

-- CreateIndex
CREATE INDEX "sweeps_labels_idx" ON "sweeps" USING GIN ("labels" jsonb_path_ops);

-- Sweeps that are there already begin as new ones do.
UPDATE "sweeps" SET
  "description" = coalesce("spec" ->> 'description', ''),
  "labels" = coalesce((
    SELECT jsonb_object_agg(key, value)
    FROM jsonb_each("spec" -> 'groups' -> 0 -> 'labels')
    WHERE NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements("spec" -> 'groups') AS others(g) WHERE g -> 'labels' -> key IS DISTINCT FROM value
    )
  ), '{}');
