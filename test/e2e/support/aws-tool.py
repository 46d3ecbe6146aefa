"""Plays `aws sso login` and `aws sso logout` as far as files go: writes in place, in two parts, and removes.

login FILE SOURCE PAUSE   copies SOURCE over FILE, PAUSE seconds between its halves
logout FILE               removes it

Prints the time at which it was done, in milliseconds.
"""

import os
import sys
import time

command, path, *rest = sys.argv[1:]
if command == "login":
    source, pause = rest
    with open(source, encoding="utf-8") as file:
        text = file.read()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(float(pause))
        file.write(text[len(text) // 2 :])
else:
    os.remove(path)
print(time.time() * 1000)
