# Measures librouteros. Arguments: port, user, password. A line "identity 500" is answered with the median of the times
# of so many commands in microseconds, a line "print" with the number of rows and the seconds.
import statistics
import sys
import time

import librouteros

port, user, password = sys.argv[1:]
api = librouteros.connect(host="127.0.0.1", port=int(port), username=user, password=password, timeout=120)
print("ready", flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == "identity":
        times = []
        for _ in range(int(words[1])):
            start = time.perf_counter()
            list(api("/system/identity/print"))
            times.append(time.perf_counter() - start)
        print(statistics.median(times) * 1e6, flush=True)
    else:
        start = time.perf_counter()
        rows = list(api("/ip/firewall/address-list/print"))
        print(len(rows), time.perf_counter() - start, flush=True)
