"""Starting the site says what stands in its way."""

import socket

import pytest

from consult.errors import Unavailable
from consult.serving import refuse_taken_port
from consult.settings import Settings


def test_a_port_that_is_taken_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Unavailable, match=f"127.0.0.1:{port} cannot be listened on"):
            refuse_taken_port(Settings(port=port))
    refuse_taken_port(Settings(port=port))
