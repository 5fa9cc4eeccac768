INSERT INTO z_job_group VALUES (1);
INSERT INTO a_job VALUES (1, 1), (2, NULL);
INSERT INTO m_job_log VALUES (1, 'started');
