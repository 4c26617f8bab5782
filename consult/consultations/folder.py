"""The recordings that lie beside a consultation file: found by name, inside that folder and nowhere else.

It refuses to know the file itself and the database.
"""

from pathlib import Path

from consult.consultations.model.recordings import MISSING, Recording, Unfit, check_size, recording


class RecordingFolder:
    """Keeps what was taken, so that it can be stored with the form that names it."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder.resolve() if folder else None
        self._taken: dict[str, Recording] = {}

    @property
    def taken(self) -> tuple[Recording, ...]:
        return tuple(self._taken.values())

    def take(self, name: str) -> str:
        """The key of the recording with this name; Unfit when there is none, or it cannot be used."""
        path = self._find(name)
        check_size(name, path.stat().st_size)
        found = recording(name, path.read_bytes())
        self._taken[found.key] = found
        return found.key

    def _find(self, name: str) -> Path:
        path = self._inside(name)
        if path is None:
            raise Unfit(MISSING, name=name[:60])
        return path

    def _inside(self, name: str) -> Path | None:
        """The file that the name leads to, links followed; None when it is out of the folder or not there."""
        if self._folder is None:
            return None
        try:
            path = (self._folder / name).resolve()
            return path if path.is_relative_to(self._folder) and path.is_file() else None
        except (OSError, ValueError):  # Too long a name, or one that no file can have.
            return None
