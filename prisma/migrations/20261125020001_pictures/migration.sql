-- Where pictures may be fetched from; existing organizations get what new ones begin with.
ALTER TABLE "organization" ADD COLUMN "picture_hosts" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
UPDATE "organization" SET "picture_hosts" = ARRAY['cdn.leonardo.ai', 'cdn.midjourney.com', 'oaidalleapiprodscus.blob.core.windows.net', 'pre-signed-firefly-prod.s3-accelerate.amazonaws.com', '*.bfl.ai'];

-- An uploaded file of one version of a picture; the file itself lies under its checksum in the file store.
CREATE TABLE "picture" (
    "organization_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "checksum" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "picture_pkey" PRIMARY KEY ("organization_id","asset_id","version")
);
CREATE INDEX "picture_organization_id_checksum_idx" ON "picture"("organization_id", "checksum");
ALTER TABLE "picture" ADD CONSTRAINT "picture_organization_id_asset_id_fkey" FOREIGN KEY ("organization_id", "asset_id") REFERENCES "asset"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE picture ADD CONSTRAINT picture_is_sane CHECK (
  version >= 1 AND checksum ~ '^[0-9a-f]{64}$' AND size_bytes BETWEEN 1 AND 20971520
  AND media_type IN ('image/png', 'image/apng', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif')
  AND author_kind IN ('member', 'api_key', 'system'));

-- From a job that makes a version (upscale, post-process) to the picture.
CREATE INDEX "asset_version_organization_id_job_id_idx" ON "asset_version"("organization_id", "job_id");

-- Which picture stands for an asset: of the newest version that has one, an uploaded file before an address. Changes
-- whenever another picture is shown. The asset's own address is that of version 1.
CREATE FUNCTION picture_tag(organization uuid, asset uuid, first_url text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p.version || '-' || p.hash FROM (
    SELECT version, 1 AS rank, left(checksum, 16) AS hash FROM picture
      WHERE organization_id = organization AND asset_id = asset
    UNION ALL
    SELECT version, 0, left(md5(url), 16) FROM asset_version
      WHERE organization_id = organization AND asset_id = asset AND url IS NOT NULL
    UNION ALL
    SELECT 1, 0, left(md5(first_url), 16) WHERE first_url IS NOT NULL
  ) AS p ORDER BY p.version DESC, p.rank DESC LIMIT 1
$$;
