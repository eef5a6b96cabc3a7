"""The `dojo` command."""


def main() -> None:
    """Entry point of the console script."""
    from bot.cli.main import app

    app()
