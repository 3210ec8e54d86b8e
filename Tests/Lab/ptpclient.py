# SPDX-License-Identifier: Apache-2.0
"""linuxptp in the guest: a client whose clock is the truth, and a master to compare the appliance with."""

import os
import re

# Messages that QEMU's cards can stamp are those over Ethernet; the kernel stamps of sending come late in a guest.
COMMON = """\
[global]
message_tag {role}
uds_address /run/ptp4l-{role}
network_transport L2
tx_timestamp_timeout 200
logSyncInterval -2
logMinDelayReqInterval -2
logAnnounceInterval 0
"""

# It steers nothing, and tells each second what it sees.
CLIENT = COMMON.format(role="client") + """\
slaveOnly 1
free_running 1
freq_est_interval 0
summary_interval -4
"""

MASTER = COMMON.format(role="master") + "priority1 100\n"

TOLD = re.compile(r"ptp4l\[([\d.]+)\]: client master offset\s+(-?\d+) s\d freq\s+\S+ path delay\s+(-?\d+)")


def options(with_master=False):
    """What a boot needs for a client, and for a master too."""
    files = {"etc/linuxptp/client.conf": CLIENT}
    if with_master:
        files["etc/linuxptp/master.conf"] = MASTER
    folder = os.environ["LINUXPTP"].split(":")[0]
    return {"joined": True, "files": files, "programs": {"bin/ptp4l": f"{folder}/ptp4l"}}


def offsets(console):
    """(seconds of the guest's counter, its clock − the master's in ns) each second, once the path is known."""
    told = [(float(at), int(offset), int(delay)) for at, offset, delay in TOLD.findall(console)]
    return [(at, offset) for at, offset, delay in told if delay != 0]


def served_errors(console, truths):
    """What the client was told, less what the master's clock showed: the error of the protocol and of its stamps, ns.

    `truths` are the laboratory's lines: between two of them, less than half a second apart, the clock's error is a straight
    line.
    """
    errors = []
    for at, offset in offsets(console):
        for before, after in zip(truths, truths[1:]):
            start, end = before["monotonic"] / 1e9, after["monotonic"] / 1e9
            if start <= at < end < start + 0.5:
                share = (at - start) / (end - start)
                shown = before["phc_error_ns"] + share * (after["phc_error_ns"] - before["phc_error_ns"])
                errors.append(offset + shown)
    return errors
