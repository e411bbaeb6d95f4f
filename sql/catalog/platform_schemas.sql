-- Schemas that PostgreSQL and the platform bring, and provost's own: not the project's to look after.
left_out (nspname) as (
    values ('information_schema'), ('provost'), ('auth'), ('storage'), ('extensions'), ('graphql'), ('graphql_public'), ('vault'),
        ('realtime'), ('_realtime'), ('supabase_functions'), ('supabase_migrations'), ('pgbouncer'), ('net'), ('cron'), ('pgsodium'),
        ('pgsodium_masks'), ('_analytics'), ('pgmq'), ('pgtle'), ('dbdev')
)
