CREATE TABLE node (
    id bigint PRIMARY KEY,
    parent_id bigint REFERENCES node ON DELETE CASCADE,
    twice bigint GENERATED ALWAYS AS (id * 2) STORED
);
CREATE TABLE edge (
    from_id bigint NOT NULL REFERENCES node,
    to_id bigint NOT NULL REFERENCES node ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (from_id, to_id)
);
CREATE TABLE edge_note (from_id bigint, to_id bigint, note text, FOREIGN KEY (from_id, to_id) REFERENCES edge);
CREATE UNIQUE INDEX node_parent ON node (parent_id, id);
CREATE VIEW root AS SELECT id FROM node WHERE parent_id IS NULL;
