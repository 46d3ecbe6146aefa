#!/usr/bin/python3
"""Reads and clicks the menu of a tray icon over D-Bus, as the panel does (StatusNotifierItem and com.canonical.dbusmenu).

    tray.py wait [SECONDS]              wait for a tray icon; prints the seconds it took
    tray.py item                        what the icon tells: process, id, title, tool tip, status, sizes of its pictures (JSON)
    tray.py menu                        the whole menu (JSON)
    tray.py labels                      one line an entry: "Label/Sub label", with "- " before a disabled and "* " before a
                                        checked one
    tray.py click LABEL                 choose an entry
    tray.py until LABEL [SECONDS]       wait until such an entry is there and enabled
    tray.py gone LABEL [SECONDS]        wait until no such entry is there
    tray.py activate                    the primary click on the icon
    tray.py open                        open the menu with the pointer, so that it can be seen; Escape closes it
                                        (Debian: xdotool)

LABEL is "Label/Sub label"; "*" stands for any text within one label, "\\/" for a slash in it. With TRAY_PID in the
environment, only icons of that process and of those below it count.

Exit status: 0 done, 1 no icon or too late, 3 the entry is disabled, 4 there is none, 5 there are several, 64 usage.
"""
import fnmatch
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import dbus

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'
PROPERTIES = 'org.freedesktop.DBus.Properties'
NO_ICON, DISABLED, NONE_SUCH, SEVERAL, USAGE = 1, 3, 4, 5, 64


class Refused(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


def parent_of(pid):
    try:
        return int(Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[1])
    except (OSError, ValueError):
        return 0


def is_below(pid, root):
    while pid > 0:
        if pid == root:
            return True
        pid = parent_of(pid)
    return False


class Icon:
    """One registered tray icon."""

    def __init__(self, bus, name, path):
        self.bus, self.name, self.path = bus, name, path
        driver = bus.get_object('org.freedesktop.DBus', '/org/freedesktop/DBus', introspect=False)
        self.pid = int(driver.GetConnectionUnixProcessID(name, dbus_interface='org.freedesktop.DBus'))

    def object(self, path=None):
        return self.bus.get_object(self.name, path or self.path, introspect=False)

    def properties(self):
        return self.object().GetAll(ITEM, dbus_interface=PROPERTIES)

    def activate(self):
        self.object().Activate(dbus.Int32(0), dbus.Int32(0), dbus_interface=ITEM)

    def menu(self):
        path = self.object().Get(ITEM, 'Menu', dbus_interface=PROPERTIES)
        return Menu(dbus.Interface(self.object(path), MENU))


class Menu:
    """The menu behind an icon. Entry ids are only good until the application rebuilds it."""

    def __init__(self, proxy):
        self.proxy = proxy

    def about_to_show(self, entry):
        try:
            self.proxy.AboutToShow(dbus.Int32(entry))
        except dbus.DBusException:
            pass  # Optional in the protocol; some applications refuse it for a menu without children.

    def tree(self):
        self.about_to_show(0)
        _revision, root = self.proxy.GetLayout(dbus.Int32(0), dbus.Int32(-1), dbus.Array([], signature='s'))
        return read_entry(root)

    def event(self, entry, kind):
        self.proxy.Event(dbus.Int32(entry), kind, dbus.Int32(0, variant_level=1), dbus.UInt32(0))


def read_entry(raw):
    number, properties, children = raw
    entry = {
        'id': int(number),
        # "_" marks the access key of a label, "__" is an underscore.
        'label': re.sub('_(_?)', r'\1', str(properties.get('label', ''))),
        'enabled': bool(properties.get('enabled', True)),
        'visible': bool(properties.get('visible', True)),
        'separator': str(properties.get('type', '')) == 'separator',
        'children': [read_entry(child) for child in children],
    }
    if properties.get('toggle-type'):
        entry['checked'] = int(properties.get('toggle-state', 0)) == 1
    return entry


def shown(entry):
    return [child for child in entry['children'] if child['visible'] and not child['separator']]


def labels(entry, above=''):
    for child in shown(entry):
        mark = '' if child['enabled'] else '- '
        mark += '* ' if child.get('checked') else ''
        yield f"{mark}{above}{child['label']}"
        yield from labels(child, f"{above}{child['label']}/")


def split(label):
    return [part.replace('\\/', '/') for part in re.split(r'(?<!\\)/', label)]


def matches(entry, parts):
    """Each visible entry that the parts name, as the chain from the top of the menu down to it."""
    for child in shown(entry):
        if child['label'] != parts[0] and not fnmatch.fnmatchcase(child['label'], parts[0].replace('[', '[[]')):
            continue
        if len(parts) == 1:
            yield [child]
        else:
            for chain in matches(child, parts[1:]):
                yield [child, *chain]


def the_one(tree, label):
    found = list(matches(tree, split(label)))
    if len(found) > 1:
        found = [chain for chain in found if [entry['label'] for entry in chain] == split(label)] or found
    if not found:
        raise Refused(NONE_SUCH, f'no entry "{label}" in the menu:\n' + '\n'.join(labels(tree)))
    if len(found) > 1:
        raise Refused(SEVERAL, f'{len(found)} entries match "{label}"')
    return found[0]


def xdotool(*arguments):
    """What xdotool prints; nothing when it finds nothing."""
    return subprocess.run(['xdotool', *arguments], capture_output=True, text=True, check=False).stdout


def panel_windows():
    """The tray's part of the panel, and the menus that are open over it."""
    return xdotool('search', '--onlyvisible', '--class', '^Wrapper-2.0$').split()


def place_of(window):
    shell = xdotool('getwindowgeometry', '--shell', window)
    return {name: int(value) for name, value in re.findall(r'^(\w+)=(\d+)$', shell, re.MULTILINE)}


class Tray:
    def __init__(self):
        self.bus = dbus.SessionBus()

    def icons(self):
        if not self.bus.name_has_owner(WATCHER):
            return []
        watcher = self.bus.get_object(WATCHER, '/StatusNotifierWatcher', introspect=False)
        names = watcher.Get(WATCHER, 'RegisteredStatusNotifierItems', dbus_interface=PROPERTIES)
        icons = []
        for registered in names:
            name, slash, path = str(registered).partition('/')
            icons.append(Icon(self.bus, name, f'/{path}' if slash else '/StatusNotifierItem'))
        root = os.environ.get('TRAY_PID')
        return [icon for icon in icons if not root or is_below(icon.pid, int(root))]

    def icon(self):
        icons = self.icons()
        if not icons:
            raise Refused(NO_ICON, 'there is no tray icon')
        return icons[-1]

    def wait_until(self, test, seconds, what):
        start = time.monotonic()
        while True:
            try:
                if test():
                    return f'{time.monotonic() - start:.2f}'
            except (dbus.DBusException, Refused):
                pass  # The icon or its menu may not be there yet.
            if time.monotonic() - start > seconds:
                raise Refused(NO_ICON, f'{what} after {seconds:g} s' + self.now())
            time.sleep(0.05)

    def now(self):
        try:
            return '; the menu:\n' + '\n'.join(labels(self.icon().menu().tree()))
        except (dbus.DBusException, Refused):
            return ''

    def click(self, label):
        menu = self.icon().menu()
        above = the_one(menu.tree(), label)[:-1]
        for entry in above:
            menu.about_to_show(entry['id'])
            menu.event(entry['id'], 'opened')
        # Opening may have rebuilt the menu, with other ids.
        *above, entry = the_one(menu.tree(), label)
        if not entry['enabled']:
            raise Refused(DISABLED, f'"{entry["label"]}" is disabled')
        menu.event(entry['id'], 'clicked')
        for parent in reversed(above):
            try:
                menu.event(parent['id'], 'closed')
            except dbus.DBusException:
                pass  # What was chosen may have rebuilt the menu already.

    def open(self):
        windows = []

        def has_room():  # The panel makes it some time after the icon has registered.
            windows[:] = panel_windows()
            return len(windows) > 0 and place_of(windows[0]).get('WIDTH', 0) >= 16

        self.wait_until(has_room, 20, 'the panel shows no icon')
        place = place_of(windows[0])
        x, y = place['X'] + place['WIDTH'] // 2, place['Y'] + place['HEIGHT'] // 2
        for attempt in range(5):
            xdotool('mousemove', str(x), str(y), 'click', '3')
            try:
                return self.wait_until(lambda: len(panel_windows()) > len(windows), 3, 'the menu is not open')
            except Refused:
                if attempt == 4:
                    raise

    def describe(self):
        icon = self.icon()
        told = icon.properties()
        tip = told.get('ToolTip')
        return {
            'pid': icon.pid,
            'id': str(told.get('Id', '')),
            'title': str(told.get('Title', '')),
            'status': str(told.get('Status', '')),
            'toolTip': ' '.join(str(part) for part in tip[2:4] if part) if tip else '',
            'pictures': [f'{int(width)}x{int(height)}' for width, height, _bytes in told.get('IconPixmap', [])],
        }

    def has(self, label, only_enabled=False):
        chains = matches(self.icon().menu().tree(), split(label))
        return any(chain[-1]['enabled'] or not only_enabled for chain in chains)


def main(arguments):
    command, *rest = arguments or ['']
    tray = Tray()
    if command == 'wait' and len(rest) <= 1:
        print(tray.wait_until(lambda: tray.icons(), float(rest[0]) if rest else 30, 'no tray icon'))
    elif command == 'item' and not rest:
        print(json.dumps(tray.describe(), ensure_ascii=False))
    elif command == 'menu' and not rest:
        print(json.dumps(tray.icon().menu().tree(), ensure_ascii=False, indent=1))
    elif command == 'labels' and not rest:
        print('\n'.join(labels(tray.icon().menu().tree())))
    elif command == 'click' and len(rest) == 1:
        tray.click(rest[0])
    elif command in ('until', 'gone') and 1 <= len(rest) <= 2:
        seconds = float(rest[1]) if len(rest) > 1 else 20
        if command == 'until':
            print(tray.wait_until(lambda: tray.has(rest[0], only_enabled=True), seconds, f'no "{rest[0]}" to choose'))
        else:
            print(tray.wait_until(lambda: not tray.has(rest[0]), seconds, f'"{rest[0]}" is still there'))
    elif command == 'activate' and not rest:
        tray.icon().activate()
    elif command == 'open' and not rest:
        tray.open()
    else:
        print(__doc__, file=sys.stderr)
        return USAGE
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as refused:
        print(f'tray: {refused}', file=sys.stderr)
        sys.exit(refused.code)
