-- AlterTable
ALTER TABLE "import" ADD COLUMN     "undo_author_id" UUID,
ADD COLUMN     "undo_author_kind" TEXT,
ADD COLUMN     "undo_reason" TEXT;

-- CreateTable
CREATE TABLE "import_receipt" (
    "organization_id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,

    CONSTRAINT "import_receipt_pkey" PRIMARY KEY ("organization_id","key")
);

-- CreateIndex
CREATE INDEX "import_receipt_organization_id_import_id_idx" ON "import_receipt"("organization_id", "import_id");

-- AddForeignKey
ALTER TABLE "import_receipt" ADD CONSTRAINT "import_receipt_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
