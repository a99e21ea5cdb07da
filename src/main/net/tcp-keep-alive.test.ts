import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createTrust } from '../trust/trust.ts';
import { openPlain } from './open-secure.ts';

/** The timer the kernel runs for the established connection between these ports, as proc(5) numbers them: 02 is keep-alive. */
function kernelTimerOf(localPort: number, remotePort: number): string | undefined {
  const [local, remote] = [localPort, remotePort].map((port) => port.toString(16).toUpperCase().padStart(4, '0'));
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const row = rows.find(
    ([, from, to, state]) => from?.endsWith(`:${local}`) && to?.endsWith(`:${remote}`) && state === '01',
  );
  return row?.[5]?.split(':')[0];
}

it.runIf(process.platform === 'linux')('the kernel itself asks whether a silent peer is still there', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const opened = await openPlain(
    { clock: createFakeClock(), trust: createTrust({ extraRoots: () => [] }), localAddressFor: () => undefined },
    {
      host: 'localhost',
      port: (server.address() as AddressInfo).port,
      address: '127.0.0.1',
      signal: new AbortController().signal,
      tracer,
    },
  );
  if (!opened.ok) throw new Error(opened.failure.code);
  const { localPort = 0, remotePort = 0 } = opened.value.socket;
  expect(kernelTimerOf(localPort, remotePort)).toBe('02');
  opened.value.socket.destroy();
  server.close();
});
