-- AlterEnum
ALTER TYPE "job_kind" ADD VALUE 'interpolation';

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "sources" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
