-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "locale" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "active_organization_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "week_start" SMALLINT NOT NULL DEFAULT 1,
    "fiscal_year_start" SMALLINT NOT NULL DEFAULT 1,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "store_prompts" BOOLEAN NOT NULL DEFAULT true,
    "prompt_retention_days" INTEGER,
    "hash_key" BYTEA NOT NULL,
    "zone_version" INTEGER NOT NULL DEFAULT 1,
    "advice" JSONB NOT NULL DEFAULT '{}',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_rate" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "first_day" DATE NOT NULL,
    "per_hour" DECIMAL(30,12) NOT NULL,
    "note" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_rate_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "member" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "cost_center_ids" UUID[],
    "limited" BOOLEAN NOT NULL DEFAULT false,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "cost_center_ids" UUID[],
    "limited" BOOLEAN NOT NULL DEFAULT false,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "scopes" TEXT[],
    "cost_center_ids" UUID[],
    "limited" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT,
    "summary" JSONB NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "organization_id" UUID NOT NULL,
    "actor_key" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("organization_id","actor_key","method","path","key")
);

-- CreateTable
CREATE TABLE "cost_center" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "merged_into_id" UUID,
    "effective_id" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "owner_name" TEXT,

    CONSTRAINT "cost_center_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "merged_into_id" UUID,
    "effective_id" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "active_from" DATE,
    "active_to" DATE,
    "note" TEXT,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "campaign_cost_center" (
    "organization_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "first_day" DATE NOT NULL,
    "cost_center_id" UUID NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_cost_center_pkey" PRIMARY KEY ("organization_id","campaign_id","first_day")
);

-- CreateTable
CREATE TABLE "market" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "merged_into_id" UUID,
    "effective_id" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "active_from" DATE,
    "active_to" DATE,

    CONSTRAINT "market_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "channel" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "merged_into_id" UUID,
    "effective_id" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "active_from" DATE,
    "active_to" DATE,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "asset_type" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "merged_into_id" UUID,
    "effective_id" UUID NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_type_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "motif" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "asset_type_id" UUID,
    "brief" TEXT,
    "dropped_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "motif_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "provider" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "failures_are_free" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "wallet" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "surface" TEXT,
    "account" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wallet_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "plan_period" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "fee" DECIMAL(18,6) NOT NULL,
    "discount" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "included_credits" DECIMAL(18,6) NOT NULL,
    "bonus_credits" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "roll_over" TEXT NOT NULL DEFAULT 'none',
    "source" TEXT,
    "note" TEXT,
    "check_before_use" BOOLEAN NOT NULL DEFAULT false,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_period_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "price" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "wallet_id" UUID,
    "model" TEXT,
    "variant" TEXT,
    "unit" TEXT NOT NULL,
    "amount" DECIMAL(30,12) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE,
    "plan_period_id" UUID,
    "source" TEXT,
    "note" TEXT,
    "check_before_use" BOOLEAN NOT NULL DEFAULT false,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "fx_rate" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "first_day" DATE NOT NULL,
    "rate" DECIMAL(30,12) NOT NULL,
    "source" TEXT,
    "note" TEXT,
    "check_before_use" BOOLEAN NOT NULL DEFAULT false,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fx_rate_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "credit_function" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE,
    "points" JSONB NOT NULL DEFAULT '[]',
    "formula" JSONB,
    "error_band" DECIMAL(6,4) NOT NULL DEFAULT 0,
    "source" TEXT,
    "note" TEXT,
    "check_before_use" BOOLEAN NOT NULL DEFAULT false,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_function_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "job" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "import_key" UUID,
    "import_id" UUID,
    "body_hash" TEXT NOT NULL,
    "provider_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "model" TEXT,
    "kind" TEXT NOT NULL,
    "stage" TEXT,
    "status" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "campaign_id" UUID NOT NULL,
    "market_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "cost_center_id" UUID NOT NULL,
    "motif_id" UUID,
    "iteration" INTEGER,
    "width" INTEGER,
    "height" INTEGER,
    "steps" INTEGER,
    "guidance" DECIMAL(18,6),
    "sampler" TEXT,
    "seed" TEXT,
    "modules" TEXT[],
    "upscale_factor" DECIMAL(18,6),
    "images_requested" INTEGER NOT NULL,
    "images_delivered" INTEGER NOT NULL,
    "staff_minutes" DECIMAL(18,6),
    "source_asset_id" UUID,
    "prompt_hash" TEXT,
    "config_hash" BYTEA,
    "duplicate_of_id" UUID,
    "flags" TEXT[],
    "tags" JSONB NOT NULL DEFAULT '{}',
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL,
    "failed_attempts" INTEGER NOT NULL,
    "cost" DECIMAL(38,18),
    "unpriced_reason" TEXT,
    "known_cost" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "estimated_cost" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "estimated_attempts" INTEGER NOT NULL DEFAULT 0,
    "staff_cost" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "credits" DECIMAL(24,6),
    "approved" INTEGER NOT NULL DEFAULT 0,
    "approved_with_changes" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "superseded" INTEGER NOT NULL DEFAULT 0,
    "cost_failed" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_duplicate" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_dropped" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_rejected" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_superseded" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_useful" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_open" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,

    CONSTRAINT "job_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "job_prompt" (
    "organization_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "prompt" TEXT,
    "negative_prompt" TEXT,

    CONSTRAINT "job_prompt_pkey" PRIMARY KEY ("organization_id","job_id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "organization_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "index" SMALLINT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" DECIMAL(18,6),
    "unit" TEXT,
    "source" TEXT,
    "cost" DECIMAL(38,18),
    "unpriced_reason" TEXT,
    "price_id" UUID,
    "rate_id" UUID,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("organization_id","job_id","index")
);

-- CreateTable
CREATE TABLE "asset" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "index" SMALLINT NOT NULL,
    "external_id" TEXT,
    "url" TEXT,
    "checksum" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decided_version" INTEGER,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "asset_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "asset_version" (
    "organization_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "job_id" UUID NOT NULL,
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_version_pkey" PRIMARY KEY ("organization_id","asset_id","version")
);

-- CreateTable
CREATE TABLE "review" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "asset_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "criteria" JSONB,
    "reason" TEXT,
    "comment" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "import_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "job_revision" (
    "organization_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "changes" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_revision_pkey" PRIMARY KEY ("organization_id","job_id","revision")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "wallet_id" UUID NOT NULL,
    "job_id" UUID,
    "attempt_index" SMALLINT,
    "unit" TEXT NOT NULL,
    "quantity" DECIMAL(18,6) NOT NULL,
    "amount" DECIMAL(38,18),
    "currency" CHAR(3) NOT NULL,
    "price_id" UUID,
    "rate_id" UUID,
    "campaign_id" UUID,
    "market_id" UUID,
    "channel_id" UUID,
    "cost_center_id" UUID,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "booked_period" DATE NOT NULL,
    "reverses_id" UUID,
    "reason" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "import" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "mapping" JSONB,
    "decisions" JSONB NOT NULL DEFAULT '{}',
    "analysis" JSONB,
    "preview" JSONB,
    "rows_total" INTEGER NOT NULL DEFAULT 0,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "replayed" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "import_chunk" (
    "organization_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("organization_id","import_id","index")
);

-- CreateTable
CREATE TABLE "import_rejection" (
    "organization_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "errors" JSONB NOT NULL,

    CONSTRAINT "import_rejection_pkey" PRIMARY KEY ("organization_id","import_id","row")
);

-- CreateTable
CREATE TABLE "import_profile" (
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "header_hash" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "decisions" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_profile_pkey" PRIMARY KEY ("organization_id","kind","header_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "staff_rate_organization_id_first_day_key" ON "staff_rate"("organization_id", "first_day");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_organization_id_user_id_key" ON "member"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_at_id_idx" ON "audit_entry"("organization_id", "at", "id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "price_organization_id_provider_id_unit_idx" ON "price"("organization_id", "provider_id", "unit");

-- CreateIndex
CREATE UNIQUE INDEX "fx_rate_organization_id_currency_first_day_key" ON "fx_rate"("organization_id", "currency", "first_day");

-- CreateIndex
CREATE INDEX "job_organization_id_import_id_idx" ON "job"("organization_id", "import_id");

-- CreateIndex
CREATE INDEX "job_organization_id_motif_id_idx" ON "job"("organization_id", "motif_id");

-- CreateIndex
CREATE INDEX "job_organization_id_source_asset_id_idx" ON "job"("organization_id", "source_asset_id");

-- CreateIndex
CREATE INDEX "attempt_organization_id_price_id_idx" ON "attempt"("organization_id", "price_id");

-- CreateIndex
CREATE UNIQUE INDEX "asset_organization_id_job_id_index_key" ON "asset"("organization_id", "job_id", "index");

-- CreateIndex
CREATE INDEX "review_organization_id_asset_id_seq_idx" ON "review"("organization_id", "asset_id", "seq");

-- CreateIndex
CREATE INDEX "ledger_entry_organization_id_job_id_idx" ON "ledger_entry"("organization_id", "job_id");

-- CreateIndex
CREATE INDEX "ledger_entry_organization_id_booked_period_idx" ON "ledger_entry"("organization_id", "booked_period");

-- CreateIndex
CREATE INDEX "import_organization_id_created_at_id_idx" ON "import"("organization_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_rate" ADD CONSTRAINT "staff_rate_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_center" ADD CONSTRAINT "cost_center_organization_id_merged_into_id_fkey" FOREIGN KEY ("organization_id", "merged_into_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_center" ADD CONSTRAINT "cost_center_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_organization_id_merged_into_id_fkey" FOREIGN KEY ("organization_id", "merged_into_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_cost_center" ADD CONSTRAINT "campaign_cost_center_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_cost_center" ADD CONSTRAINT "campaign_cost_center_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market" ADD CONSTRAINT "market_organization_id_merged_into_id_fkey" FOREIGN KEY ("organization_id", "merged_into_id") REFERENCES "market"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market" ADD CONSTRAINT "market_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_organization_id_merged_into_id_fkey" FOREIGN KEY ("organization_id", "merged_into_id") REFERENCES "channel"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_type" ADD CONSTRAINT "asset_type_organization_id_merged_into_id_fkey" FOREIGN KEY ("organization_id", "merged_into_id") REFERENCES "asset_type"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_type" ADD CONSTRAINT "asset_type_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "motif" ADD CONSTRAINT "motif_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "motif" ADD CONSTRAINT "motif_organization_id_asset_type_id_fkey" FOREIGN KEY ("organization_id", "asset_type_id") REFERENCES "asset_type"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider" ADD CONSTRAINT "provider_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet" ADD CONSTRAINT "wallet_organization_id_provider_id_fkey" FOREIGN KEY ("organization_id", "provider_id") REFERENCES "provider"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_period" ADD CONSTRAINT "plan_period_organization_id_wallet_id_fkey" FOREIGN KEY ("organization_id", "wallet_id") REFERENCES "wallet"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_organization_id_provider_id_fkey" FOREIGN KEY ("organization_id", "provider_id") REFERENCES "provider"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_organization_id_wallet_id_fkey" FOREIGN KEY ("organization_id", "wallet_id") REFERENCES "wallet"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_organization_id_plan_period_id_fkey" FOREIGN KEY ("organization_id", "plan_period_id") REFERENCES "plan_period"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fx_rate" ADD CONSTRAINT "fx_rate_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_function" ADD CONSTRAINT "credit_function_organization_id_provider_id_fkey" FOREIGN KEY ("organization_id", "provider_id") REFERENCES "provider"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_provider_id_fkey" FOREIGN KEY ("organization_id", "provider_id") REFERENCES "provider"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_wallet_id_fkey" FOREIGN KEY ("organization_id", "wallet_id") REFERENCES "wallet"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_market_id_fkey" FOREIGN KEY ("organization_id", "market_id") REFERENCES "market"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_channel_id_fkey" FOREIGN KEY ("organization_id", "channel_id") REFERENCES "channel"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_motif_id_fkey" FOREIGN KEY ("organization_id", "motif_id") REFERENCES "motif"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_source_asset_id_fkey" FOREIGN KEY ("organization_id", "source_asset_id") REFERENCES "asset"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_prompt" ADD CONSTRAINT "job_prompt_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_organization_id_price_id_fkey" FOREIGN KEY ("organization_id", "price_id") REFERENCES "price"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_organization_id_rate_id_fkey" FOREIGN KEY ("organization_id", "rate_id") REFERENCES "fx_rate"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset" ADD CONSTRAINT "asset_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_version" ADD CONSTRAINT "asset_version_organization_id_asset_id_fkey" FOREIGN KEY ("organization_id", "asset_id") REFERENCES "asset"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_version" ADD CONSTRAINT "asset_version_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organization_id_asset_id_fkey" FOREIGN KEY ("organization_id", "asset_id") REFERENCES "asset"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_revision" ADD CONSTRAINT "job_revision_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_wallet_id_fkey" FOREIGN KEY ("organization_id", "wallet_id") REFERENCES "wallet"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_price_id_fkey" FOREIGN KEY ("organization_id", "price_id") REFERENCES "price"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_rate_id_fkey" FOREIGN KEY ("organization_id", "rate_id") REFERENCES "fx_rate"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_reverses_id_fkey" FOREIGN KEY ("organization_id", "reverses_id") REFERENCES "ledger_entry"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rejection" ADD CONSTRAINT "import_rejection_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_profile" ADD CONSTRAINT "import_profile_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


