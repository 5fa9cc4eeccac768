CREATE FUNCTION slug(title text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower(replace(title, ' ', '-'));
CREATE TABLE article (
    id integer PRIMARY KEY,
    title text NOT NULL,
    author name NOT NULL DEFAULT current_user,
    address text GENERATED ALWAYS AS (slug(title)) STORED
);
CREATE INDEX article_address ON article (address);
ALTER TABLE article ENABLE ROW LEVEL SECURITY;
CREATE POLICY not_hidden ON article FOR SELECT TO pgmend_reader USING (slug(title) <> 'hidden');
GRANT SELECT ON article TO pgmend_reader;
COMMENT ON COLUMN article.address IS 'part of the URL';
COMMENT ON FUNCTION slug(text) IS 'for URLs';
