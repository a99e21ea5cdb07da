import type { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { SentChains } from './sent-chains.ts';

/** A socket after its handshake that counts how often its chain is told. */
function socket(given: { readonly leaf?: string; readonly authorized?: boolean } = {}) {
  const { leaf = 'AB:CD', authorized = true } = given;
  const told = { times: 0 };
  const fake = {
    authorized,
    getPeerCertificate: () => (leaf ? { fingerprint256: leaf } : {}),
    getPeerX509Certificate() {
      told.times += 1;
      return leaf ? { leaf, issuerCertificate: undefined } : undefined;
    },
  };
  return { told, socket: fake as unknown as TLSSocket };
}

it('reads a trusted chain once for each server and leaf', () => {
  const chains = new SentChains();
  const [first, second, elsewhere, renewed] = [socket(), socket(), socket(), socket({ leaf: 'EF:01' })];
  const sent = chains.of(first.socket, 'sip.contoso.com');
  expect(chains.of(second.socket, 'sip.contoso.com')).toBe(sent);
  chains.of(elsewhere.socket, 'web.contoso.com');
  chains.of(renewed.socket, 'sip.contoso.com');
  expect([first, second, elsewhere, renewed].map(({ told }) => told.times)).toEqual([1, 0, 1, 1]);
});

it('reads anew what the runtime objects to, and keeps none of it', () => {
  const chains = new SentChains();
  const good = socket();
  const sent = chains.of(good.socket, 'sip.contoso.com');
  for (let times = 0; times < 2; times += 1) {
    const bad = socket({ authorized: false });
    expect(chains.of(bad.socket, 'sip.contoso.com')).not.toBe(sent);
    expect(bad.told.times).toBe(1);
  }
  expect(chains.of(socket().socket, 'sip.contoso.com')).toBe(sent);
});

it('takes a server that sent nothing for what it is', () => {
  expect(new SentChains().of(socket({ leaf: '', authorized: true }).socket, 'sip.contoso.com')).toEqual([]);
});

it('forgets those used longest ago', () => {
  const chains = new SentChains();
  chains.of(socket().socket, 'often.contoso.com');
  chains.of(socket().socket, 'once.contoso.com');
  for (let at = 0; at < 99; at += 1) {
    chains.of(socket().socket, `${at}.contoso.com`);
    chains.of(socket().socket, 'often.contoso.com');
  }
  const [often, once] = [socket(), socket()];
  chains.of(often.socket, 'often.contoso.com');
  chains.of(once.socket, 'once.contoso.com');
  expect([often.told.times, once.told.times]).toEqual([0, 1]);
});
