-- CreateIndex
CREATE INDEX "sweeps_name_idx" ON "sweeps"("name");
