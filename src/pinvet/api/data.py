"""Where the data that ships with pinvet lies: inside the installed package, or in a checkout of the project."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def data_dir(name: str) -> Path:
    """Return the folder of shipped data called `name`, "schemas" or "rules".

    A wheel carries both inside the package; an editable install has them beside pyproject.toml. Raises
    FileNotFoundError where neither is there, which only a damaged installation can bring about.
    """
    installed = PACKAGE / name
    if installed.is_dir():
        return installed
    checkout = PACKAGE.parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    message = f"pinvet's own folder {name!r} is missing from this installation: install pinvet again"
    raise FileNotFoundError(message)


def operation_file(operation: str) -> str:
    """Return the file of an operation, relative to the folder of the API table."""
    return f"operations/{operation.replace('/', '.')}.json"
