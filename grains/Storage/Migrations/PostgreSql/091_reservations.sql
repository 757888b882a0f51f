-- A ticket that its buyer has not paid yet.
ALTER TABLE ticket ADD COLUMN reserved boolean NOT NULL DEFAULT false;
