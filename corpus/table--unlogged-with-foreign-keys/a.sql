CREATE TABLE a_job (id integer PRIMARY KEY);
CREATE TABLE z_job_group (id integer PRIMARY KEY);
ALTER TABLE a_job ADD COLUMN group_id integer REFERENCES z_job_group (id);
CREATE TABLE m_job_log (job_id integer REFERENCES a_job (id), line text);
