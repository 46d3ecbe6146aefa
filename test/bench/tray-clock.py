#!/usr/bin/python3
"""Prints `<nanoseconds of CLOCK_MONOTONIC> <process id>` for each tray icon at the moment it is registered."""
import re
import sys
import time

import dbus
import dbus.mainloop.glib
from gi.repository import GLib

WATCHER = 'org.kde.StatusNotifierWatcher'

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
daemon = bus.get_object('org.freedesktop.DBus', '/org/freedesktop/DBus')


def registered(item):
    now = time.monotonic_ns()
    owner = re.match(r'[^/]*', str(item))[0]
    try:
        pid = daemon.GetConnectionUnixProcessID(owner, dbus_interface='org.freedesktop.DBus')
    except dbus.DBusException:
        return
    print(now, int(pid), flush=True)


bus.add_signal_receiver(registered, 'StatusNotifierItemRegistered', WATCHER)
print('ready', flush=True)
sys.stdin.close()
GLib.MainLoop().run()
