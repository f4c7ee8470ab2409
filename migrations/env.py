"""How alembic reaches the database; `swarm migrate` calls it."""

from alembic import context
from sqlalchemy import create_engine, pool

from swarm.migrating import every_table, ours

LOCK_SECONDS = 10


def run() -> None:
    """Run the wanted migrations, each in its own transaction."""
    url = str(context.config.get_main_option("sqlalchemy.url"))
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # A migration that cannot have its lock soon must not queue up every reader behind it.
            connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=every_table(),
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            transaction_per_migration=True,
            include_object=lambda _object, name, kind, _reflected, _other: ours(name, kind),
        )
        with context.begin_transaction():
            context.run_migrations()


run()
