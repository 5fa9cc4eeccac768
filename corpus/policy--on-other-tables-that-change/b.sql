CREATE TABLE membership (user_id integer, team_id integer, role varchar(20), until date);
CREATE TABLE doc (id integer PRIMARY KEY, team_id integer);
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_role ON doc USING (EXISTS (SELECT 1 FROM membership m WHERE m.team_id = doc.team_id AND m.role = 'admin'));
CREATE POLICY by_old ON doc FOR SELECT USING (EXISTS (SELECT 1 FROM membership m WHERE m.until > CURRENT_DATE));
