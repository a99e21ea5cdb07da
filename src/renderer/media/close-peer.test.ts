import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakePeer } from '../testing/fake-media.ts';
import { closePeer } from './close-peer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function close(peer: FakePeer): void {
  closePeer(peer as unknown as RTCPeerConnection);
}

async function describedPeer(): Promise<FakePeer> {
  const peer = new FakePeer();
  peer.addTransceiver('audio');
  await peer.setLocalDescription(await peer.createOffer());
  return peer;
}

it('is closed at once without a description, and once everything is gathered', async () => {
  const [empty, ready] = [new FakePeer(), await describedPeer()];
  empty.iceGatheringState = 'new';
  for (const peer of [empty, ready]) close(peer);
  expect([empty.signalingState, ready.signalingState]).toEqual(['closed', 'closed']);
});

it('is closed when it has gathered its addresses, and once', async () => {
  const peer = await describedPeer();
  const closed = vi.spyOn(peer, 'close');
  peer.iceGatheringState = 'new';
  close(peer);
  peer.iceGatheringState = 'gathering';
  peer.dispatchEvent(new Event('icegatheringstatechange'));
  expect(peer.signalingState).toBe('have-local-offer');
  peer.gathered();
  expect(peer.signalingState).toBe('closed');
  peer.gathered();
  vi.advanceTimersByTime(10_000);
  expect(closed).toHaveBeenCalledTimes(1);
});

it('is closed when it has connected, or has failed to', async () => {
  for (const state of ['connected', 'failed'] as const) {
    const peer = await describedPeer();
    peer.connectionState = 'connecting';
    close(peer);
    expect(peer.signalingState).toBe('have-local-offer');
    peer.connectionState = state;
    peer.dispatchEvent(new Event('connectionstatechange'));
    expect(peer.signalingState).toBe('closed');
  }
  expect(vi.getTimerCount()).toBe(0);
});

it('is closed after two seconds when it never gathers them', async () => {
  const peer = await describedPeer();
  peer.iceGatheringState = 'gathering';
  close(peer);
  vi.advanceTimersByTime(1999);
  expect(peer.signalingState).toBe('have-local-offer');
  vi.advanceTimersByTime(1);
  expect(peer.signalingState).toBe('closed');
  expect(vi.getTimerCount()).toBe(0);
});
