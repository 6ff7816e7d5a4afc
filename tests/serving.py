"""Sites on 127.0.0.1, as `toolbox-gen serve` shows them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolbox_gen.server import Served, serve


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a site is served."""
    server = serve(Served(folder, "/"), port=0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
