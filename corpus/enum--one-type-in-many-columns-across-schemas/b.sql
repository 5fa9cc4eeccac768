CREATE SCHEMA shared;
CREATE SCHEMA tenant_a;
CREATE TYPE shared.currency AS ENUM ('EUR', 'USD');
CREATE TABLE public.price (id integer PRIMARY KEY, currency shared.currency NOT NULL DEFAULT 'EUR');
CREATE TABLE tenant_a.payment (at date NOT NULL, currency shared.currency DEFAULT 'EUR') PARTITION BY RANGE (at);
CREATE TABLE tenant_a.payment_2024 PARTITION OF tenant_a.payment FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE shared.account (id integer, currency shared.currency);
CREATE TABLE tenant_a.account (holder text) INHERITS (shared.account);
