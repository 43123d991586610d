-- With the values in it, a curve is read from the index alone, where its points lie side by side: in the table they lie
-- among those of all jobs that ran at the same time.
ALTER TABLE "metric_points" DROP CONSTRAINT "metric_points_pkey",
ADD CONSTRAINT "metric_points_pkey" PRIMARY KEY ("job_id", "name", "step") INCLUDE ("value");
