# SPDX-License-Identifier: Apache-2.0
"""`tools/lab`: one boot of the appliance, watched second by second or from a shell inside."""

import argparse
import pathlib
import time

import machine


def watch(guest, seconds):
    """One line a second: the truth beside what the appliance says of itself."""
    print("second state           true error  bound (ns)   phc error   pps stamp  gpio stamp    sent ± width, read ±")
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        truth, status = guest.next_truth(), guest.status()
        bound = status.get("errorBoundNs")
        columns = [truth["realtime_error_ns"], None if bound is None else round(bound), truth["phc_error_ns"],
                   truth["pps_error_ns"], truth["gpio_error_ns"]]
        print(f"{truth['heard'] - guest.started:6.1f} {status.get('state', '—'):13}"
              + "".join(f"{'—' if value is None else value:>12}" for value in columns)
              + f"{truth['sent_ns']:8} ±{truth['width_ns'] // 2:5} {truth['uncertainty_ns']:5}", flush=True)


def main():
    words = argparse.ArgumentParser(prog="tools/lab", description=__doc__)
    words.add_argument("--shell", action="store_true", help="this terminal is the guest's console; Ctrl-A X ends it")
    words.add_argument("--seconds", type=float, default=60, help="how long to watch")
    words.add_argument("--config", help="the appliance's configuration, instead of the board's")
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="over laboratory.conf")
    words.add_argument("--command", action="append", default=[], help="for the laboratory, once it is up; a number: seconds to wait first")
    words.add_argument("--processors", type=int, default=1)
    words.add_argument("--console", action="store_true", help="print the guest's console at the end")
    chosen = words.parse_args()
    settings = pathlib.Path(chosen.config).read_text() if chosen.config else None
    laboratory = dict(pair.split("=", 1) for pair in chosen.set)
    with machine.Machine(settings, laboratory, shell=chosen.shell, processors=chosen.processors) as guest:
        print(f"ntp 127.0.0.1:{guest.ntp_port}, http 127.0.0.1:{guest.http_port}, QEMU pid {guest.process.pid}")
        if chosen.shell:
            return guest.process.wait()
        try:
            guest.next_truth()
            print(f"first truth {time.monotonic() - guest.started:.1f} s after the start")
            for command in chosen.command:
                if command.replace(".", "").isdigit():
                    watch(guest, float(command))
                else:
                    guest.command(command)
            watch(guest, chosen.seconds)
        finally:
            if chosen.console:
                print(guest.console_text())


if __name__ == "__main__":
    main()
