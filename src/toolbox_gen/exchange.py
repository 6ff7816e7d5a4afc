"""Exchange two folders in one step, where the operating system can: `renameat2` on Linux, `renamex_np` on macOS."""

import errno
import os
import sys

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)


def exchange(first: str | os.PathLike[str], second: str | os.PathLike[str]) -> bool:
    """Whether the two folders have changed places in one step; False, with nothing done, where that cannot be had.

    Raises OSError for a failure of another sort.
    """
    if sys.platform.startswith("linux"):
        failed = _call("renameat2", _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    elif sys.platform == "darwin":
        failed = _call("renamex_np", os.fsencode(first), os.fsencode(second), _RENAME_SWAP)
    else:
        return False
    if failed is None:
        return False
    if failed in _UNABLE:
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), os.fspath(second))
    return True


def _call(name: str, *arguments: int | bytes) -> int | None:
    """A function of the C library: 0, or the number of its error; None where the library has no such function."""
    import ctypes  # only a build that changes something needs it

    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, name, None)
    if function is None:
        return None
    return ctypes.get_errno() or errno.EIO if function(*arguments) else 0
