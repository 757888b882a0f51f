-- A ticket that its buyer has not paid yet.
ALTER TABLE ticket ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
