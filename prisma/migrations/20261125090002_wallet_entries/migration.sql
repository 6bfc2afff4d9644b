-- AlterTable
ALTER TABLE "ledger_entry" ADD COLUMN     "expires_on" DATE;

-- Credits that come in may expire; what goes out cannot.
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_expiry_is_sane CHECK (expires_on IS NULL OR type IN ('grant', 'purchase', 'refund'));
-- What comes to or leaves a wallet without a job is a positive quantity; taking it back is a correction.
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_of_wallet_is_positive CHECK (type NOT IN ('grant', 'purchase', 'refund', 'expiry') OR quantity > 0);
