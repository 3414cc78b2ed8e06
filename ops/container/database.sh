#!/usr/bin/env bash
# Makes the ledger's database and its login, once, where a cluster of PostgreSQL is new; the image of PostgreSQL runs it then, and elsewhere an administrator may:
# root of the database's machine (who becomes postgres), or anybody whom PGHOST, PGUSER and the like lead to a superuser.
# The login owns its database and nothing else; the server takes the narrower role essledger_server for all but migrations (ops/postgresql.md).
set -euo pipefail
password=$(<"${LEDGER_PASSWORD_FILE:-/run/secrets/database-password}")
as_superuser=()
# A Debian's postgres knows itself by its name on the machine; it may not read the folder that we are in.
if [ "$(id -u)" -eq 0 ] && [ -z "${PGHOST:-}" ]; then as_superuser=(runuser -u postgres --) && cd /; fi
# The password goes in by standard input: an argument could be read in the list of processes.
${as_superuser[@]+"${as_superuser[@]}"} psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<SQL
\set password '${password//\'/\'\'}'
set log_statement = 'none';
create role essledger_server nologin;
create role essledger login nosuperuser nocreatedb nocreaterole noreplication password :'password';
grant essledger_server to essledger;
create database ledger owner essledger;
revoke connect, temporary on database ledger from public;
SQL
