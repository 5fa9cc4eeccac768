CREATE TABLE message (
    id integer PRIMARY KEY,
    body text NOT NULL,
    public_id uuid NOT NULL DEFAULT gen_random_uuid(),
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT message_public_id UNIQUE (public_id)
);
CREATE VIEW recent AS SELECT id, body FROM message;
