"""What Linux tells of processes: whose they are, their memory and their processor time."""

from __future__ import annotations

import os
import re
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def processes_with(marker: bytes) -> list[int]:
    """Find the processes whose environment holds a marker."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if marker in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue  # it has ended, or is somebody else's
    return found


def command_line(pid: int) -> str:
    """Give the words with which a process was started; none where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process has taken, in seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / _TICKS_PER_SECOND


def proportional_memory(pid: int) -> int:
    """Give the memory of a process in kB, each shared page divided among those who share it."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    counted = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(counted[1]) if counted else 0
