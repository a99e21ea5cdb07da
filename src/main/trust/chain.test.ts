import { describe, expect, it } from 'vitest';
import { makeLadder, type Shown } from '../../../test/fakes/tls-bench.ts';
import { createVerdictBench } from '../../../test/fakes/verdict-bench.ts';
import type { ChainLink } from '../../shared/model/network.ts';
import { createTrust, type Trust } from './trust.ts';

const host = 'sip.contoso.com';
const at = Date.now();
const { bench, traced, judge } = createVerdictBench(host, at);

describe('chains of one and of two intermediates', () => {
  const { pems, keyPem } = makeLadder(2, host);
  const [root = '', upper = '', lower = '', leaf = ''] = pems;
  const fresh = () => createTrust({ extraRoots: () => [root], machineRoots: () => [] });
  const shownWith = (...chain: string[]) => bench.show({ chainPem: chain.join(''), keyPem });

  it('[D4] are good when whole, also with the root and in the wrong order', async () => {
    expect((await judge(await shownWith(leaf, lower, upper), fresh())).ok).toBe(true);
    expect((await judge(await shownWith(leaf, lower, upper, root), fresh())).ok).toBe(true);
    expect((await judge(await shownWith(leaf, upper, lower), fresh())).ok).toBe(true);
  });

  it('[D4] name the missing issuer and how many certificates came when only the leaf was sent', async () => {
    expect(await judge(await shownWith(leaf), fresh())).toMatchObject({
      failure: { code: 'CERTIFICATE_INTERMEDIATE_MISSING', data: { issuer: 'Deep Issuing CA 2', sent: '1' } },
    });
  });

  it('[D4] name the next unknown issuer when the second intermediate is missing', async () => {
    expect(await judge(await shownWith(leaf, lower), fresh())).toMatchObject({
      failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER', data: { issuer: 'Deep Issuing CA 1', sent: '2' } },
    });
  });

  it('[D4] are told apart from a whole chain to a root nobody knows', async () => {
    const stranger = createTrust({ extraRoots: () => [], machineRoots: () => [] });
    expect(await judge(await shownWith(leaf, lower, upper), stranger)).toMatchObject({
      failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER', data: { issuer: 'Deep Root CA' } },
    });
    expect(await judge(await shownWith(leaf, lower, upper, root), stranger)).toMatchObject({
      failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' },
    });
  });

  const look = async (shown: Shown, trust: Trust) => trust.examine(await bench.open(shown, trust, host), host, at);
  const told = (links: readonly ChainLink[]) => links.map(({ origin, name }) => `${origin}: ${name}`);

  it('[Q3] show what was sent, in its order, beside what is needed', async () => {
    const { sent, chain, failure } = await look(await shownWith(leaf, upper, lower), fresh());
    expect(failure).toBeUndefined();
    expect(sent.map(({ subject }) => subject)).toEqual([host, 'Deep Issuing CA 1', 'Deep Issuing CA 2']);
    expect(told(chain)).toEqual([
      `sent: ${host}`,
      'sent: Deep Issuing CA 2',
      'sent: Deep Issuing CA 1',
      'this-computer: Deep Root CA',
    ]);
  });

  it('[Q3] show by name what nobody has', async () => {
    const { chain } = await look(await shownWith(leaf), fresh());
    expect(told(chain)).toEqual([`sent: ${host}`, 'missing: Deep Issuing CA 2']);
    expect(chain[1]?.certificate).toBeUndefined();
  });

  it('[Q1] know from another server what this one did not send, without trusting it for that', async () => {
    const trust = fresh();
    const half = await shownWith(leaf, lower);
    expect((await look(half, trust)).failure?.code).toBe('CERTIFICATE_UNKNOWN_ISSUER');
    expect((await look(await shownWith(leaf, lower, upper), trust)).failure).toBeUndefined();
    const { chain, failure } = await look(half, trust);
    expect(failure).toMatchObject({
      code: 'CERTIFICATE_INTERMEDIATE_MISSING',
      data: { issuer: 'Deep Issuing CA 1', sent: '2' },
    });
    expect(told(chain)).toEqual([
      `sent: ${host}`,
      'sent: Deep Issuing CA 2',
      'missing: Deep Issuing CA 1',
      'this-computer: Deep Root CA',
    ]);
    expect((await judge(half, trust)).ok).toBe(false);
  });

  it('pass over certificates that do not belong to them', async () => {
    const [stranger = ''] = makeLadder(1, host).pems;
    const { sent, chain, failure } = await look(await shownWith(leaf, stranger, lower, upper), fresh());
    expect(failure).toBeUndefined();
    expect(sent).toHaveLength(4);
    expect(chain).toHaveLength(4);
    expect(told(chain)).not.toContain('sent: undefined');
  });

  it('[Q4] tell the handshake’s certificates to the trace, by name and number', async () => {
    await judge(await shownWith(leaf), fresh());
    expect(traced).toMatchObject([{ kind: 'chain', host, subjects: [host] }]);
    expect(traced).toMatchObject([{ verdict: expect.stringMatching(/^CERTIFICATE_INTERMEDIATE_MISSING: /) }]);
  });
});
