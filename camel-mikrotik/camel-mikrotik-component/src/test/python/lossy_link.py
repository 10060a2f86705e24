# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
"""A bad link between two network devices made for it: lossy_link.py NEAR FAR [--delay MS] [--jitter MS] [--loss PERCENT]
[--limit BYTES] [--seed N]

Each packet waits for the delay, give or take the jitter, which lets packets overtake each other. Losses are silent, and
so is what becomes of packets above the limit: no ICMP tells their sender, as behind a router that filters it.

Says its seed once both devices exist; they are to be moved, addressed and set up by others. Each line of the input is
more of these options; what it does not name stays. Once they hold, the answer says what became of the packets so far. The
link ends with the input, and takes its devices along. Needs root. The seed gives each packet the same fate by its number only: how TCP cuts its stream depends
on the moment.
"""
import argparse
import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
LONGEST_PACKET = 65536


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--jitter", type=float, default=0)
    parser.add_argument("--loss", type=float, default=0)
    parser.add_argument("--limit", type=int, default=LONGEST_PACKET)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    return parser


def device(name):
    """A file from which the packets sent to a new network device are read, and to which those it receives are written."""
    file = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(file, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return file


class Tally:
    """Delivers packets, and keeps the books of all of them."""

    def __init__(self):
        self.delivered = self.overtaken = self.lost = self.swallowed = 0
        self.latest = {}  # the highest number delivered in each direction

    def deliver(self, number, packet, file):
        try:
            os.write(file, packet)
        except OSError:
            return  # the device is down, or takes no more at the moment: gone, as on any link
        self.delivered += 1
        self.overtaken += number < self.latest.get(file, 0)
        self.latest[file] = max(number, self.latest.get(file, 0))

    def __str__(self):
        return ("delivered %(delivered)d, overtaken %(overtaken)d of them, lost %(lost)d, "
                "swallowed %(swallowed)d for their size" % vars(self))


def forward(near, far, shape, chance):
    across = {near: far, far: near}
    numbers = itertools.count(1)  # keeps the order of what is due at the same moment
    under_way = []
    tally = Tally()
    while True:
        wait = max(0, under_way[0][0] - time.monotonic()) if under_way else None
        readable = select.select([near, far, sys.stdin], [], [], wait)[0]
        for file in across.keys() & readable:
            packet = os.read(file, LONGEST_PACKET)
            # drawn for each packet, so that a change of the options changes no later packet's luck
            luck, offset = chance.uniform(0, 100), chance.uniform(-1, 1)
            if len(packet) > shape.limit:
                tally.swallowed += 1
            elif luck < shape.loss:
                tally.lost += 1
            else:
                due = time.monotonic() + (shape.delay + shape.jitter * offset) / 1000
                heapq.heappush(under_way, (due, next(numbers), packet, across[file]))
        while under_way and under_way[0][0] <= time.monotonic():
            tally.deliver(*heapq.heappop(under_way)[1:])
        if sys.stdin in readable:
            line = sys.stdin.readline()
            if not line:
                return
            options().parse_args(line.split(), shape)
            print(tally, flush=True)


def main():
    parser = options()
    parser.add_argument("near")
    parser.add_argument("far")
    shape = parser.parse_args()
    try:
        near, far = device(shape.near), device(shape.far)
    except OSError as e:
        print("impossible: /dev/net/tun:", e.strerror, flush=True)
        return
    print("seed", shape.seed, flush=True)
    forward(near, far, shape, random.Random(shape.seed))


main()
