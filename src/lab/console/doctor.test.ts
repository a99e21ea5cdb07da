import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { FIXED_NETWORK } from '../net/network.ts';
import { examine } from './doctor.ts';

it('[R1] says of each address and port what it is for, and what to do about one that another program has', async () => {
  const other = createServer();
  // Where somebody has it already, all the better.
  const bound = Promise.race([once(other, 'listening'), once(other, 'error')]);
  other.listen(5060, `${FIXED_NETWORK}.1`);
  await bound;
  const findings = await examine();
  other.close();
  expect(findings.map(({ text }) => /^(?:Address|Port) [\d.]+: .+ \(.+\)$/.test(text))).toEqual(
    findings.map(() => true),
  );
  const taken = findings.find(({ text }) => text.startsWith('Port 5060:'));
  expect(taken).toMatchObject({ ok: false, optional: true, text: expect.stringContaining('another program has it') });
  expect(findings.filter(({ optional }) => !optional)).toHaveLength(3);
});
