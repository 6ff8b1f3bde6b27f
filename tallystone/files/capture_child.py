"""Becomes a browser or git with less power: nobody where it was root, low priority, bounded files, a group of its own.

Run as a script of its own: capture_child.py LARGEST_FILE FROM TO COMMAND... FROM and TO are descriptors that the command has
as 3 and 4, or -1.
"""

import fcntl
import os
import resource
import sys

NOBODY = 65534


def main(largest: str, come: str, go: str, *command: str) -> None:
    os.setsid()
    os.nice(10)
    for limit, value in {resource.RLIMIT_FSIZE: int(largest), resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: 120}.items():
        resource.setrlimit(limit, (value, value))
    if int(come) >= 0:
        # Beyond 3 and 4 first: one of the two may lie where the other has to go.
        come_at, go_at = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in (come, go))
        os.dup2(come_at, 3)
        os.dup2(go_at, 4)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
