CREATE TABLE event (id integer PRIMARY KEY, payload json NOT NULL DEFAULT '{}',
    CONSTRAINT payload_is_object CHECK (json_typeof(payload) = 'object'));
CREATE INDEX event_kind ON event ((payload ->> 'kind'));
CREATE VIEW kinds AS SELECT id, payload ->> 'kind' AS kind FROM event;
