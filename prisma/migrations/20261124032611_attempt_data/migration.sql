-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "data" JSONB;
