#!/usr/bin/python3
"""Runs a command in a private desktop and ends everything that was started in it.

    desktop.py [--] COMMAND [ARGUMENT...]

The desktop has its own X display, session bus, window manager, panel with a StatusNotifier tray, notification daemon,
unlocked keyring and browser, and a fresh HOME with the XDG folders in it. The exit status is the command's.

Read from the environment
  DESKTOP_HOME      use this HOME instead of a fresh one (it stays afterwards)
  DESKTOP_WITHOUT   parts to leave out, of: keyring panel notifications
  DESKTOP_BROWSER   what the browser does at first (default: record)
  DESKTOP_SIZE      width x height of the screen (default: 1280x800)
Given to the command
  HOME, XDG_*_HOME, XDG_RUNTIME_DIR, DISPLAY, DBUS_SESSION_BUS_ADDRESS, PATH (with the desktop's xdg-open first)
  DESKTOP_DIR       temporary folder of the desktop, removed at the end
  DESKTOP_URLS      file to which the browser appends each URL it is given, one a line
  DESKTOP_NOTES     file with one line for each notification: application, summary, body, with tabs between them
  DESKTOP_BROWSER_MODE   file that says what the browser does with the next URL besides recording it:
                    record (nothing), follow (GET it and its redirects with curl), fail (exit 3 as without a browser),
                    run COMMAND (hand it over: starts COMMAND with the URL as its last argument)

Debian packages: xvfb dbus openbox xfce4-panel xfconf dunst gnome-keyring curl python3-dbus imagemagick.
"""
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import dbus

KEYRING_PASSWORD = b'practice'
PR_SET_CHILD_SUBREAPER = 36
START_SECONDS = 30
GRACE_SECONDS = 3
WALLPAPER = 'gradient:#5b6078-#2a2d3d'

XDG_OPEN = r"""#!/bin/sh
printf '%s\n' "$1" >>"$DESKTOP_URLS"
mode=$(cat "$DESKTOP_BROWSER_MODE")
case $mode in
  follow) curl -q -sL --noproxy '*' --max-time 20 -o /dev/null "$1" >/dev/null 2>&1 </dev/null & ;;
  fail) exit 3 ;;
  run\ *) ${mode#run } "$1" >/dev/null 2>&1 </dev/null & ;;
esac
"""

NOTE = r"""#!/bin/sh
flat() { printf %s "$1" | tr '\n\t' '  '; }
printf '%s\t%s\t%s\n' "$(flat "$DUNST_APP_NAME")" "$(flat "$DUNST_SUMMARY")" "$(flat "$DUNST_BODY")" >>"$DESKTOP_NOTES"
"""

DUNST = """[global]
    origin = top-right
    offset = 12x44
    font = Sans 10
[record]
    summary = "*"
    script = {script}
"""

BUS = """<busconfig>
  <type>session</type>
  <listen>unix:dir={runtime}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""

# An expanding space pushes the tray and the clock to the right, as on most desktops.
PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/><value type="int" value="2"/><value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray"/>
    <property name="plugin-3" type="string" value="clock"/>
  </property>
</channel>
"""


class DesktopError(Exception):
    """The desktop could not be set up; the text says which part."""


def parents():
    """The parent of every living process."""
    found = {}
    for entry in os.listdir('/proc'):
        if not entry.isdigit():
            continue
        try:
            state, parent = Path('/proc', entry, 'stat').read_text().rpartition(')')[2].split()[:2]
        except (OSError, ValueError):
            continue
        if state != 'Z':
            found[int(entry)] = int(parent)
    return found


def descendants(root, besides=()):
    """All living processes below root, without those in `besides` and what is below them."""
    children = {}
    for pid, parent in parents().items():
        children.setdefault(parent, []).append(pid)
    found, queue = [], [root]
    while queue:
        for pid in children.get(queue.pop(), []):
            if pid not in besides:
                found.append(pid)
                queue.append(pid)
    return found


def reap():
    """Collects the children that have ended: as a subreaper this process inherits what leaves its parent."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        pass


def end(pids_of):
    """Asks the processes to end, waits, then makes them."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids_of():
            try:
                os.kill(pid, sent)
            except ProcessLookupError:
                pass
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline:
            reap()
            if not pids_of():
                return
            time.sleep(0.02)


class Desktop:
    def __init__(self, environment):
        self.without = environment.get('DESKTOP_WITHOUT', '').split()
        self.size = environment.get('DESKTOP_SIZE', '1280x800')
        self.folder = Path(tempfile.mkdtemp(prefix='desktop-'))
        self.log = (self.folder / 'desktop.log').open('ab')
        self.own = []
        self.env = self.environment(environment)

    def environment(self, given):
        dropped = ('WAYLAND_DISPLAY', 'SESSION_MANAGER', 'DBUS_SESSION_BUS_ADDRESS', 'SSH_AUTH_SOCK', 'GNOME_KEYRING_CONTROL')
        env = {name: value for name, value in given.items() if name not in dropped}
        home = Path(given.get('DESKTOP_HOME') or self.folder / 'home')
        folders = {
            'HOME': home,
            'XDG_CONFIG_HOME': home / '.config',
            'XDG_DATA_HOME': home / '.local/share',
            'XDG_CACHE_HOME': home / '.cache',
            'XDG_STATE_HOME': home / '.local/state',
            'XDG_RUNTIME_DIR': self.folder / 'run',
        }
        for folder in folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        folders['XDG_RUNTIME_DIR'].chmod(0o700)
        env.update({name: str(folder) for name, folder in folders.items()})
        env.update(
            PATH=f"{self.folder / 'bin'}:{given.get('PATH', '/usr/bin:/bin')}",
            BROWSER=str(self.folder / 'bin/xdg-open'),
            DESKTOP_DIR=str(self.folder),
            DESKTOP_URLS=str(self.folder / 'urls'),
            DESKTOP_NOTES=str(self.folder / 'notes'),
            DESKTOP_BROWSER_MODE=str(self.folder / 'browser-mode'),
            XDG_CURRENT_DESKTOP='XFCE',
            XDG_SESSION_TYPE='x11',
            NO_AT_BRIDGE='1',
        )
        return env

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def spawn(self, *command, own_home=True, **options):
        """Starts a part of the desktop. Its settings live apart from the user's HOME, which shows only what the user did."""
        env = dict(self.env)
        if own_home:
            apart = str(self.folder / 'parts')
            env.update(HOME=apart, XDG_CONFIG_HOME=apart, XDG_DATA_HOME=apart, XDG_CACHE_HOME=apart, XDG_STATE_HOME=apart)
        try:
            part = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log, **{'stdin': subprocess.DEVNULL, **options})
        except FileNotFoundError:
            raise DesktopError(f'{command[0]} is not installed') from None
        self.own.append(part.pid)
        return part

    def spawn_that_tells(self, make_command):
        """Starts a part that writes its address to a descriptor; returns what it wrote."""
        reading, writing = os.pipe()
        command = make_command(str(writing))
        self.spawn(*command, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as told:
            line = told.readline().strip()
        if not line:
            raise DesktopError(f'{command[0]} did not start')
        return line

    def start(self):
        for name in ('urls', 'notes'):
            self.write(name, '')
        self.write('browser-mode', os.environ.get('DESKTOP_BROWSER', 'record'))
        self.write('bin/xdg-open', XDG_OPEN, 0o755)
        note = self.write('bin/desktop-note', NOTE, 0o755)
        dunst = self.write('dunstrc', DUNST.format(script=note))
        self.write('parts/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml', PANEL)
        services = self.folder / 'services'
        services.mkdir()
        # Only the panel's settings may start by themselves: no second keyring, no portal.
        xfconf = Path('/usr/share/dbus-1/services/org.xfce.Xfconf.service')
        if xfconf.exists():
            (services / xfconf.name).symlink_to(xfconf)
        bus = self.write('bus.conf', BUS.format(runtime=self.env['XDG_RUNTIME_DIR'], services=services))

        screen = ('-screen', '0', f'{self.size}x24', '-nolisten', 'tcp', '-noreset')
        self.env['DISPLAY'] = ':' + self.spawn_that_tells(lambda fd: ('Xvfb', '-displayfd', fd, *screen))
        options = (f'--config-file={bus}', '--nofork', '--nopidfile')
        self.env['DBUS_SESSION_BUS_ADDRESS'] = self.spawn_that_tells(
            lambda fd: ('dbus-daemon', *options, f'--print-address={fd}')
        )
        self.spawn('openbox')
        if shutil.which('display'):
            self.spawn('display', '-window', 'root', '-size', self.size, WALLPAPER)
        names = []
        if 'keyring' not in self.without:
            self.start_keyring()
            names.append('org.freedesktop.secrets')
        if 'notifications' not in self.without:
            self.spawn('dunst', '-config', str(dunst))
            names.append('org.freedesktop.Notifications')
        if 'panel' not in self.without:
            self.spawn('xfce4-panel', '--disable-wm-check')
            names.append('org.kde.StatusNotifierWatcher')
        self.wait_for(names)

    def start_keyring(self):
        """The one part that works in the user's HOME: the keyring file is the user's."""
        reading, writing = os.pipe()
        self.spawn(
            'gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets', own_home=False, stdin=reading
        )
        os.close(reading)
        os.write(writing, KEYRING_PASSWORD)
        os.close(writing)

    def wait_for(self, names):
        bus = dbus.bus.BusConnection(self.env['DBUS_SESSION_BUS_ADDRESS'])
        watcher = 'org.kde.StatusNotifierWatcher'

        def ready(name):
            if not bus.name_has_owner(name):
                return False
            if name != watcher:
                return True
            item = bus.get_object(name, '/StatusNotifierWatcher', introspect=False)
            return item.Get(watcher, 'IsStatusNotifierHostRegistered', dbus_interface='org.freedesktop.DBus.Properties')

        deadline = time.monotonic() + START_SECONDS
        waiting = list(names)
        while waiting:
            try:
                waiting = [name for name in waiting if not ready(name)]
            except dbus.DBusException:
                pass
            if waiting and time.monotonic() > deadline:
                raise DesktopError(f"not there after {START_SECONDS} s: {', '.join(waiting)}")
            time.sleep(0.02)
        bus.close()

    def stop(self):
        """First what the command left behind, while it still has its display, bus and keyring; then the desktop."""
        me = os.getpid()
        end(lambda: descendants(me, besides=self.own))
        end(lambda: descendants(me))
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def main(arguments):
    command = arguments[1:] if arguments[:1] == ['--'] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 64
    # Whatever leaves its parent stays below this process, so that it can be found and ended.
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        print('desktop: this system has no subreapers', file=sys.stderr)
        return 70

    def stop_now(number, _frame):
        raise SystemExit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_now)
    desktop = Desktop(os.environ)
    try:
        desktop.start()
        status = subprocess.Popen(command, env=desktop.env).wait()
        return status if status >= 0 else 128 - status
    except FileNotFoundError as missing:
        print(f'desktop: {missing}', file=sys.stderr)
        return 127
    except DesktopError as error:
        desktop.log.flush()
        print(f'desktop: {error}', file=sys.stderr)
        sys.stderr.write(''.join((desktop.folder / 'desktop.log').read_text(errors='replace').splitlines(True)[-20:]))
        return 70
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        desktop.stop()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
