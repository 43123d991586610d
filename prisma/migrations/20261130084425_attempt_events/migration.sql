-- AlterTable
ALTER TABLE "events" ADD COLUMN     "attempt" INTEGER;
-- Points keep NaN and infinities from here on: metric_points.value as float8 values, those of evaluation points as strings
-- in their JSON. Rows with null are left alone: they were not finite, and which kind they were was not recorded.
