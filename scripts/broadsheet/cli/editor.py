"""The writer's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from broadsheet.cli.shared import say


def open_in_editor(file: Path) -> None:
    """Open a file in the writer's editor."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(editor, posix=os.name != "nt")
    except ValueError:
        command = []
    if not command:
        say("Neither $VISUAL nor $EDITOR names an editor, so none was opened")
        return
    try:
        subprocess.run([*command, str(file)], check=False)
    except OSError as error:
        say(f"The editor {command[0]} cannot be started: {(error.strerror or '').lower()}")
