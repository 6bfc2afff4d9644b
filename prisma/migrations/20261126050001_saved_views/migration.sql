-- CreateTable
CREATE TABLE "saved_view" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "start_page" (
    "organization_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "page" TEXT,
    "view_id" UUID,

    CONSTRAINT "start_page_pkey" PRIMARY KEY ("organization_id","member_id")
);

-- CreateIndex
CREATE INDEX "start_page_organization_id_view_id_idx" ON "start_page"("organization_id", "view_id");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "start_page" ADD CONSTRAINT "start_page_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "start_page" ADD CONSTRAINT "start_page_organization_id_view_id_fkey" FOREIGN KEY ("organization_id", "view_id") REFERENCES "saved_view"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE saved_view ADD CONSTRAINT saved_view_is_sane CHECK (
  page IN ('overview', 'explore', 'jobs', 'review', 'waste')
  AND btrim(name) <> '' AND length(name) <= 80
  AND jsonb_typeof(params) = 'object' AND length(params::text) <= 20000
  AND author_kind IN ('member', 'api_key', 'system') AND (author_kind = 'system') = (author_id IS NULL));
ALTER TABLE start_page ADD CONSTRAINT start_page_is_one_thing CHECK (
  num_nonnulls(page, view_id) = 1 AND page ~ '^[a-z-]{1,40}$');

-- A name means one view: to everybody among the shared ones, and to its author among their own.
CREATE UNIQUE INDEX saved_view_shared_name_once ON saved_view (organization_id, page, lower(name)) WHERE shared;
CREATE UNIQUE INDEX saved_view_own_name_once ON saved_view (organization_id, author_kind, author_id, page, lower(name)) NULLS NOT DISTINCT;

-- Whoever made it stays its author, and it stays a view of its page.
CREATE FUNCTION keep_saved_view() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.page, OLD.author_kind, OLD.author_id) IS DISTINCT FROM (NEW.page, NEW.author_kind, NEW.author_id) THEN
    RAISE EXCEPTION 'a saved view keeps its page and its author' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Nobody begins with what they may not see any more.
  IF OLD.shared AND NOT NEW.shared THEN
    DELETE FROM start_page s WHERE s.organization_id = NEW.organization_id AND s.view_id = NEW.id
      AND NOT (NEW.author_kind = 'member' AND NEW.author_id = s.member_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER saved_view_keeps_its_author BEFORE UPDATE ON saved_view FOR EACH ROW EXECUTE FUNCTION keep_saved_view();

CREATE FUNCTION start_page_is_visible() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The lock holds off a view that is made private at the same moment.
  PERFORM 1 FROM saved_view v WHERE v.organization_id = NEW.organization_id AND v.id = NEW.view_id
    AND (v.shared OR (v.author_kind = 'member' AND v.author_id = NEW.member_id)) FOR SHARE;
  IF NEW.view_id IS NOT NULL AND NOT FOUND THEN
    RAISE EXCEPTION 'a person begins with a view that they may see' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER start_page_is_visible BEFORE INSERT OR UPDATE ON start_page FOR EACH ROW EXECUTE FUNCTION start_page_is_visible();

CREATE TRIGGER live_insert AFTER INSERT ON "saved_view" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('views');
CREATE TRIGGER live_update AFTER UPDATE ON "saved_view" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('views');
CREATE TRIGGER live_delete AFTER DELETE ON "saved_view" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('views');
