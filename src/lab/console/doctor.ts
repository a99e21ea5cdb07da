/** Looks at what the fixed lab needs from this machine and says what is missing. */
import { createServer } from 'node:net';
import { codeOf } from '../net/bind-server.ts';
import { FIXED_NETWORK } from '../net/network.ts';

export interface Finding {
  readonly ok: boolean;
  /** Missing, but the lab starts without it. */
  readonly optional: boolean;
  readonly text: string;
}

const checks: readonly { readonly port: number; readonly optional: boolean; readonly why: string }[] = [
  { port: 0, optional: false, why: 'a loopback address of the lab’s own' },
  { port: 5353, optional: false, why: 'DNS of the fixed lab' },
  { port: 5061, optional: false, why: 'SIP over TLS' },
  { port: 443, optional: true, why: 'SIP over TLS, meeting pages and web services as on the internet' },
  { port: 80, optional: true, why: 'the way from HTTP to HTTPS' },
  { port: 5060, optional: true, why: 'SIP without TLS at a Front End, and the trap at an edge' },
];

const advice: Readonly<Record<string, string>> = {
  EACCES: 'this user may not bind it; on Linux: sudo sysctl net.ipv4.ip_unprivileged_port_start=80',
  EADDRINUSE: 'another program has it, perhaps a lab that still runs',
  EADDRNOTAVAIL: `this machine does not answer on ${FIXED_NETWORK}.1; on macOS: sudo ifconfig lo0 alias ${FIXED_NETWORK}.1`,
};

/** Tries each address and port for a moment. */
export async function examine(): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { port, optional, why } of checks) {
    const code = await tryPort(`${FIXED_NETWORK}.1`, port);
    const what = port === 0 ? `Address ${FIXED_NETWORK}.1` : `Port ${port}`;
    const text = code === undefined ? `${what}: free (${why})` : `${what}: ${advice[code] ?? code} (${why})`;
    findings.push({ ok: code === undefined, optional, text });
  }
  return findings;
}

/** The system's error code, or undefined when the port can be had. */
function tryPort(address: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen(port, address, () => server.close(() => resolve(undefined)));
  });
}
