CREATE TABLE tag (name varchar(50) PRIMARY KEY, title varchar(20), code varchar(10) UNIQUE);
CREATE TABLE tagged (tag varchar(50) REFERENCES tag, at date);
CREATE INDEX tag_title ON tag (title);
CREATE INDEX tagged_tag ON tagged (tag);
