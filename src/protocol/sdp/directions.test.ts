import { describe, expect, it } from 'vitest';
import {
  asPhone,
  call,
  called,
  dtls,
  each,
  microsoft,
  near,
  read,
  standard,
  tracks,
} from '../../../test/fixtures/sdp/exchange.ts';
import { loadSdp, sdpFixtureNames } from '../../../test/fixtures/sdp/load.ts';
import type { FarWishes } from './legs.ts';
import { nearOffer } from './near.ts';
import { agreedOf } from './tracks.ts';

describe('hold', () => {
  const offer = read(loadSdp('baresip'));
  const sound = { ...offer, media: offer.media.slice(0, 1) };

  it.each([
    ['sendonly', { direction: 'sendonly' }, { send: false, receive: true }, 'recvonly'],
    ['inactive', { direction: 'inactive' }, { send: false, receive: false }, 'inactive'],
    ['an address of zeros', { address: '0.0.0.0' }, { send: false, receive: true }, 'recvonly'],
  ] as const)('by %s of the far end is seen and answered', (_, change, flow, answered) => {
    const exchange = called({ wishes: standard, offer: each(sound, () => change) });
    expect(tracks(exchange, standard)[0]).toMatchObject(flow);
    expect(exchange.farOurs.media[0]?.direction).toBe(answered);
    expect(agreedOf(tracks(exchange, standard), exchange, standard).isHeldByPeer).toBe(true);
  });

  it('by us says nothing about theirs, and resuming tells', () => {
    const theirs = called({ wishes: standard, offer: each(sound, () => ({ direction: 'sendonly' })) });
    const before = agreedOf(tracks(theirs, standard), theirs, standard);
    const both = call({ wishes: standard, answer: asPhone, isHeld: true, before: theirs });
    expect(agreedOf(tracks(both, standard), both, standard, before).isHeldByPeer).toBe(true);
    const resumed = call({ wishes: standard, answer: asPhone, before: both });
    expect(agreedOf(tracks(resumed, standard), resumed, standard, before).isHeldByPeer).toBe(false);
  });

  it('by zeros with checks is none: the checks find the place', () => {
    const trickling = each(read(loadSdp('dtls')), () => ({ address: '0.0.0.0', port: 9 }));
    const exchange = called({ wishes: standard, offer: trickling });
    expect(exchange.farOurs.media[0]?.direction).toBe('sendrecv');
  });
});

describe('every description of the corpus', () => {
  const wishes: readonly FarWishes[] = [
    standard,
    microsoft,
    dtls,
    { ...standard, encryption: 'off' },
    { ...microsoft, encryption: 'required' },
  ];

  it.each(sdpFixtureNames())('%s is answered or refused with a reason, with as many sections as it has', (name) => {
    const offer = read(loadSdp(name));
    for (const each of wishes) {
      const asked = nearOffer({ farOffer: offer, near, wishes: each, isHeld: false });
      if (!asked.ok) {
        expect(['nothing-common', 'encryption-mismatch']).toContain(asked.problem);
        continue;
      }
      const exchange = called({ wishes: each, offer });
      expect(exchange.farOurs.media.map(({ kind }) => kind)).toEqual(offer.media.map(({ kind }) => kind));
      expect(tracks(exchange, each).length).toBeGreaterThan(0);
    }
  });
});
