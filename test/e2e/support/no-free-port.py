#!/usr/bin/python3
"""Becomes COMMAND in a network where every port that the system would choose is taken.

    unshare --user --map-current-user --keep-caps --net no-free-port.py COMMAND [ARGUMENT...]
"""
import ctypes
import os
import socket
import sys
from pathlib import Path

PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

# One port is the whole range, and the command keeps it taken: it inherits the socket.
Path('/proc/sys/net/ipv4/ip_local_port_range').write_text('50000 50000')
taken = socket.create_server(('127.0.0.1', 50000))
taken.set_inheritable(True)
# What made this possible is not for the command.
ctypes.CDLL(None).prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
os.execvp(sys.argv[1], sys.argv[1:])
