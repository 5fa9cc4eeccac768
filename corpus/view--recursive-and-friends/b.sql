CREATE TABLE part (id integer PRIMARY KEY, inside integer REFERENCES part, name text, at timestamptz, tags text[]);
CREATE RECURSIVE VIEW part_tree (id, depth, path) AS
    SELECT id, 0, ARRAY[id] FROM part WHERE inside IS NULL
    UNION ALL
    SELECT p.id, t.depth + 1, t.path || p.id FROM part p JOIN part_tree t ON p.inside = t.id;
CREATE VIEW windowed AS
    SELECT id, row_number() OVER w AS n, lag(name, 1, 'none') OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
    FROM part WINDOW w AS (PARTITION BY inside ORDER BY at DESC NULLS LAST);
CREATE VIEW several AS
    WITH x AS MATERIALIZED (SELECT id FROM part), y (k) AS (VALUES (1), (2))
    SELECT id AS k FROM x EXCEPT SELECT k FROM y ORDER BY 1 LIMIT 10 OFFSET 1;
CREATE VIEW lateral_join AS
    SELECT p.id, u.tag, u.n FROM part p LEFT JOIN LATERAL unnest(p.tags) WITH ORDINALITY AS u (tag, n) ON true
    WHERE EXISTS (SELECT 1 FROM part q WHERE q.inside = p.id) OR p.at AT TIME ZONE 'UTC' > '2020-01-01'::timestamp;
CREATE VIEW grouped AS
    SELECT inside, date_trunc('day', at) AS day, count(*) FILTER (WHERE name LIKE 'a%') AS n, string_agg(DISTINCT name, ', ' ORDER BY name) AS names,
           CASE WHEN GROUPING(inside) = 1 THEN 'all' ELSE 'one' END AS what, EXTRACT(year FROM max(at)) AS year
    FROM part GROUP BY GROUPING SETS ((inside, date_trunc('day', at)), (inside), ()) HAVING count(*) > 0;
CREATE VIEW nothing AS SELECT FROM part;
CREATE VIEW joined AS SELECT j.id, name, a.at, b.tags FROM part a JOIN part b USING (id, name) AS j;
