"""`pinvet completion`: the script that teaches a shell to complete our commands and options."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from pinvet.cli.console import emit

SHELLS: Final[dict[str, type[ShellComplete]]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
}


@click.command()
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def completion(shell: str) -> None:
    """Print the completion script for SHELL: bash, zsh or fish.

    \b
    Examples:
      pinvet completion bash > ~/.local/share/bash-completion/completions/pinvet
      pinvet completion zsh > "${fpath[1]}/_pinvet"
      pinvet completion fish > ~/.config/fish/completions/pinvet.fish
    """
    from pinvet.cli.program import program

    script = SHELLS[shell](program, {}, "pinvet", "_PINVET_COMPLETE")
    # Not script.source(): that starts bash to learn its version.
    emit(script.source_template % script.source_vars())
