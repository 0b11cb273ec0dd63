// Preloaded into a measured process, ours and the one it is measured against alike: at its end it writes what it has used to the
// file descriptor 3, as one line of JSON.
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const peakBytes = 1024 * (peakOfLinux() ?? maxRSS);
  writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes }));
});

/** In kibibytes. On Linux `maxRSS` begins with what the process that started this one had, which may be more. */
function peakOfLinux() {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return found === null ? null : Number(found[1]);
  } catch {
    return null;
  }
}
