CREATE TABLE author (tenant integer, id integer, PRIMARY KEY (tenant, id));
CREATE TABLE post (
    tenant integer NOT NULL, id integer, author integer, editor integer DEFAULT 1,
    PRIMARY KEY (tenant, id),
    CONSTRAINT post_author FOREIGN KEY (tenant, author) REFERENCES author ON DELETE SET NULL,
    CONSTRAINT post_editor FOREIGN KEY (tenant, editor) REFERENCES author ON DELETE SET DEFAULT (tenant, editor)
);
