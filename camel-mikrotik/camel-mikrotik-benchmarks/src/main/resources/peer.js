// Measures node-routeros. Arguments: port, user, password. A line "identity 500" is answered with the median of the times
// of so many commands in microseconds, a line "print" with the number of rows and the seconds.
const { RouterOSAPI } = require('node-routeros');
const readline = require('readline');

const [port, user, password] = process.argv.slice(2);

async function main() {
  const api = new RouterOSAPI({ host: '127.0.0.1', port: Number(port), user, password, timeout: 120 });
  await api.connect();
  console.log('ready');
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const words = line.split(' ');
    if (words[0] === 'identity') {
      const times = [];
      for (let i = 0; i < Number(words[1]); i++) {
        const start = process.hrtime.bigint();
        await api.write('/system/identity/print');
        times.push(Number(process.hrtime.bigint() - start) / 1e3);
      }
      times.sort((a, b) => a - b);
      console.log(times[times.length >> 1]);
    } else {
      const start = process.hrtime.bigint();
      const rows = await api.write('/ip/firewall/address-list/print');
      console.log(rows.length, Number(process.hrtime.bigint() - start) / 1e9);
    }
  }
  process.exit(0);
}

main();
