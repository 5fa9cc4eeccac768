CREATE TABLE parcel (id integer PRIMARY KEY, state varchar(10) NOT NULL, size char(2), cost numeric,
    late boolean GENERATED ALWAYS AS (state IN ('lost', 'late')) STORED,
    CONSTRAINT state_known CHECK (state IN ('new', 'sent', 'late', 'lost')),
    CONSTRAINT state_not CHECK (state NOT IN ('gone', 'unknown')),
    CONSTRAINT size_known CHECK (size IN ('S', 'M', 'XL')),
    CONSTRAINT state_prefix CHECK (state LIKE ANY (ARRAY['n%', 's%', 'l%']))
);
CREATE INDEX parcel_moving ON parcel (id) WHERE state IN ('new', 'sent');
CREATE VIEW moving AS SELECT id, state IN ('sent', 'late') AS on_the_way FROM parcel WHERE state IN ('new', 'sent', 'late');
CREATE POLICY visible ON parcel FOR SELECT USING (state IN ('new', 'sent')) ;
