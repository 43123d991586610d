-- AlterTable
ALTER TABLE "workers" ADD COLUMN     "draining_at" TIMESTAMPTZ(3),
ADD COLUMN     "hands_over" BOOLEAN NOT NULL DEFAULT false;
