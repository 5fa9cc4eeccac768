INSERT INTO account (id, login) VALUES (1, 'anna'), (2, 'berta');
INSERT INTO visit VALUES ('anna', now());
REFRESH MATERIALIZED VIEW counted;
