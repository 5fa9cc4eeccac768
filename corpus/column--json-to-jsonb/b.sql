CREATE TABLE event (id integer PRIMARY KEY, payload jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT payload_is_object CHECK (jsonb_typeof(payload) = 'object'));
CREATE INDEX event_kind ON event ((payload ->> 'kind'));
CREATE INDEX event_payload ON event USING gin (payload jsonb_path_ops);
CREATE VIEW kinds AS SELECT id, payload ->> 'kind' AS kind FROM event;
