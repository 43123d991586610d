-- JPEG and the like were "references", whose settings were stored as if they were lambdas.
ALTER TYPE "job_kind" RENAME VALUE 'reference' TO 'codec';

-- AlterTable
ALTER TABLE "evaluation_points" RENAME COLUMN "lambda_key" TO "place_key";
ALTER TABLE "evaluation_points" ADD COLUMN "setting" JSONB,
ALTER COLUMN "lambda" DROP NOT NULL;
UPDATE "evaluation_points" AS e
SET "setting" = e."lambda", "lambda" = NULL, "place_key" = 'setting ' || e."place_key"
FROM "jobs" AS j
WHERE j."id" = e."job_id" AND j."kind" = 'codec';
ALTER TABLE "evaluation_points" ADD CONSTRAINT "evaluation_points_place_check" CHECK (num_nonnulls("lambda", "setting") = 1);

-- A choice of the group that its jobs were given by mistake: no trainer accepted them.
UPDATE "jobs" SET "spec" = "spec" - 'singleModel' WHERE "spec" ? 'singleModel';

-- What is about training leaves the specs of jobs that train nothing.
UPDATE "jobs"
SET "spec" = ("spec" - ARRAY['distribution', 'evaluation', 'sources', 'conditioning', 'steps', 'optimiser', 'learningRate', 'schedule', 'weightDecay', 'checkpoint', 'metricsEverySteps'])
  || jsonb_build_object(
    'evaluation', ("spec" -> 'evaluation') - 'everySteps',
    'sources', jsonb_build_object(
      'least', jsonb_build_object(
        'index', "spec" -> 'sources' -> 0,
        'lambda', (SELECT jsonb_object_agg(key, coalesce(value -> 'value', value -> 'min')) FROM jsonb_each("spec" -> 'distribution'))
      ),
      'greatest', jsonb_build_object(
        'index', "spec" -> 'sources' -> 1,
        'lambda', (SELECT jsonb_object_agg(key, coalesce(value -> 'value', value -> 'max')) FROM jsonb_each("spec" -> 'distribution'))
      )
    )
  )
WHERE "kind" = 'interpolation';

UPDATE "jobs"
SET "spec" = ("spec" - ARRAY['reference', 'seed', 'distribution', 'evaluation', 'conditioning', 'widthMultiplier', 'batchSize', 'steps', 'optimiser', 'learningRate', 'schedule', 'weightDecay', 'checkpoint', 'metricsEverySteps'])
  || jsonb_build_object(
    'kind', 'codec',
    'codec', "spec" -> 'reference',
    'settings', (SELECT jsonb_agg(value ORDER BY position) FROM jsonb_array_elements("spec" -> 'evaluation' -> 'lambdas') WITH ORDINALITY AS own(lambda, position), jsonb_each(lambda)),
    'evaluation', jsonb_build_object('examples', "spec" -> 'evaluation' -> 'examples')
  )
WHERE "kind" = 'codec';

UPDATE "sweeps"
SET "spec" = jsonb_set("spec", '{groups}', (
  SELECT jsonb_agg(
    CASE WHEN g ->> 'kind' = 'reference' THEN
      (g - ARRAY['reference', 'seeds', 'evaluation', 'conditioning', 'widthMultiplier', 'batchSize', 'steps', 'optimiser', 'learningRate', 'schedule', 'weightDecay', 'checkpoint', 'metricsEverySteps'])
      || jsonb_build_object(
        'kind', 'codec',
        'codec', g -> 'reference',
        'evaluation', jsonb_build_object('examples', g -> 'evaluation' -> 'examples')
      )
    ELSE g END
    ORDER BY position
  )
  FROM jsonb_array_elements("spec" -> 'groups') WITH ORDINALITY AS written(g, position)
))
WHERE "spec" @> '{"groups": [{"kind": "reference"}]}';
