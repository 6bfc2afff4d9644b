-- CreateTable
CREATE TABLE "motif_comment" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "motif_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "motif_comment_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "review_reason" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "for_changes" BOOLEAN NOT NULL DEFAULT true,
    "for_rejection" BOOLEAN NOT NULL DEFAULT true,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_reason_pkey" PRIMARY KEY ("organization_id","id")
);

-- AlterTable
ALTER TABLE "review" ADD COLUMN     "reason_id" UUID;

-- CreateIndex
CREATE INDEX "motif_comment_organization_id_motif_id_id_idx" ON "motif_comment"("organization_id", "motif_id", "id");

-- CreateIndex
CREATE INDEX "review_organization_id_reason_id_idx" ON "review"("organization_id", "reason_id");

-- AddForeignKey
ALTER TABLE "motif_comment" ADD CONSTRAINT "motif_comment_organization_id_motif_id_fkey" FOREIGN KEY ("organization_id", "motif_id") REFERENCES "motif"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_reason" ADD CONSTRAINT "review_reason_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organization_id_reason_id_fkey" FOREIGN KEY ("organization_id", "reason_id") REFERENCES "review_reason"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.
CREATE UNIQUE INDEX review_reason_code_once ON review_reason (organization_id, lower(code));
ALTER TABLE review_reason ADD CONSTRAINT review_reason_is_for_something CHECK (for_changes OR for_rejection);
ALTER TABLE motif_comment ADD CONSTRAINT motif_comment_says_something CHECK (length(btrim(text)) > 0);
CREATE TRIGGER motif_comment_append_only BEFORE UPDATE OR DELETE ON motif_comment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER motif_comment_no_truncate BEFORE TRUNCATE ON motif_comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The review queue: live jobs with pictures that wait for a decision, in the order of their time. The counts are
-- projections that every decision renews, so the index holds exactly the backlog, and the badge is read from it alone.
CREATE INDEX job_waiting ON job (organization_id, occurred_at, id)
  INCLUDE (images_delivered, approved, rejected, superseded, cost_center_id, motif_id)
  WHERE voided_at IS NULL AND images_delivered > approved + rejected + superseded;

-- Organizations that are there already get the reasons that new ones begin with.
INSERT INTO review_reason (organization_id, id, code, name, for_changes, for_rejection)
SELECT o.id, gen_random_uuid(), r.code, CASE WHEN o.locale = 'de' THEN r.de ELSE r.en END, r.changes, r.rejection
FROM organization o CROSS JOIN (VALUES
  ('composition', 'Composition does not work', 'Bildaufbau trägt nicht', true, true),
  ('light', 'Light or colours are off', 'Licht oder Farben stimmen nicht', true, true),
  ('brand', 'Does not fit the brand', 'Passt nicht zur Marke', true, true),
  ('anatomy', 'Hands, faces or bodies look wrong', 'Hände, Gesichter oder Körper sind falsch', true, true),
  ('product', 'Product or label is not right', 'Produkt oder Etikett stimmt nicht', true, true),
  ('text', 'No room for text, or text is garbled', 'Kein Platz für Text, oder Text ist entstellt', true, true),
  ('quality', 'Artefacts or too low in quality', 'Bildfehler oder zu geringe Qualität', false, true),
  ('brief', 'Misses the brief', 'Geht am Briefing vorbei', false, true)
) AS r(code, en, de, changes, rejection);
