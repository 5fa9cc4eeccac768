CREATE TABLE z_base (id bigint NOT NULL, made_at timestamptz NOT NULL DEFAULT now(), CONSTRAINT id_positive CHECK (id > 0));
CREATE TABLE y_named (name text, CONSTRAINT only_here CHECK (name <> 'child') NO INHERIT);
CREATE TABLE a_leaf (
    id bigint DEFAULT 1,
    extra jsonb,
    CONSTRAINT a_leaf_pkey PRIMARY KEY (id),
    CONSTRAINT a_leaf_own CHECK (extra IS NOT NULL OR name IS NOT NULL)
) INHERITS (z_base, y_named);
CREATE TABLE a_leaf_of_leaf (deep integer) INHERITS (a_leaf);
ALTER TABLE ONLY a_leaf_of_leaf ALTER COLUMN made_at SET DEFAULT '2000-01-01 00:00:00+00';
COMMENT ON COLUMN a_leaf.id IS 'merged with the one of z_base';
