-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "engine_version" TEXT;
