# Run once by the PostgreSQL image, when the volume is new: the application gets a role of its own that owns its database.
# The superuser then has no password: it connects only inside the container (docker compose exec postgres psql -U postgres).
set -e
psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_PASSWORD" -U postgres -d postgres <<'SQL'
CREATE ROLE yoto LOGIN PASSWORD :'password';
CREATE DATABASE yoto OWNER yoto;
ALTER ROLE postgres PASSWORD NULL;
SQL
