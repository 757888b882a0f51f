-- What a preflight found to be missing when it ran.
ALTER TABLE execution ADD COLUMN warning text;
