/** The sound of a meeting as a call: whose connection, whose rules, and what it takes no part in. */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import {
  attach,
  bodyOf,
  type CallBench,
  codeOf,
  createCallBench,
  must,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import type { ProvisioningState } from '../../../shared/model/provisioning.ts';
import { guestIdentity } from '../../sip/identity.ts';

const uri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:audio-video:id:2Z92HZZZ';
const wish = { meetingId: 'meeting-1', uri, name: 'Tailspin weekly' };

/** The account's calls, and a guest with a connection of its own. */
function twoConnections() {
  const account = createCallBench();
  const guest = createAgentBench({ identity: guestIdentity('Bob Kelly', createFakeRandom(3)) });
  return { account, guest };
}

function rule({ state }: CallBench, key: string): void {
  const entry = { group: 'meetingPolicy', key, value: 'false', known: true };
  const provisioning: ProvisioningState = {
    ...state.get().provisioning,
    sections: [{ id: 'conferencing', entries: [entry] }],
  };
  state.set('provisioning', provisioning);
}

describe('the sound of a meeting', () => {
  it('goes over the meeting’s own connection, and ends with the meeting', async () => {
    const { account, guest } = twoConnections();
    const call = must(account.calls.callMeeting({ ...wish, agent: guest.agent }));
    const invite = await guest.peer.nextRequest('INVITE');
    expect(invite.uri).toBe(uri);
    expect(headerOf(invite, 'p-preferred-identity')).toBeUndefined();
    expect(account.state.get().calls).toMatchObject([{ meetingId: 'meeting-1', peer: { uri, name: wish.name } }]);
    guest.peer.answer(invite, '200 OK', takes);
    await guest.peer.nextRequest('ACK');
    const leaving = call.leave();
    guest.peer.answer(await guest.peer.nextRequest('BYE'), '200 OK');
    await leaving;
    expect([account.state.get().calls, account.ended, call.isOver]).toEqual([[], [], true]);
  });

  it('is not missed while the server is there and nobody speaks', async () => {
    const { account, guest } = twoConnections();
    must(account.calls.callMeeting({ ...wish, agent: guest.agent }));
    guest.peer.answer(await guest.peer.nextRequest('INVITE'), '200 OK', takes);
    await guest.peer.nextRequest('ACK');
    await account.settle();
    account.media.newest.emit({ kind: 'connected' });
    account.media.newest.emit({ kind: 'silent', seconds: 30, isThere: true });
    expect(account.call.trouble).toBeUndefined();
    account.media.newest.emit({ kind: 'silent', seconds: 45 });
    expect(account.call.trouble).toMatchObject({ code: 'MEDIA_SILENT' });
    account.calls.forget();
  });

  it('outlives the account’s signing out where it is a guest’s', async () => {
    const { account, guest } = twoConnections();
    must(account.calls.callMeeting({ ...wish, agent: guest.agent }));
    guest.peer.answer(await guest.peer.nextRequest('INVITE'), '200 OK', takes);
    await guest.peer.nextRequest('ACK');
    await account.calls.leave();
    account.calls.forget();
    await account.settle();
    expect(account.state.get().calls).toMatchObject([{ state: 'connecting' }]);
  });

  it('is encrypted where the person requires it, a guest’s as well', async () => {
    const { account, guest } = twoConnections();
    account.state.set('settings', { ...account.state.get().settings, callEncryption: 'required' });
    must(account.calls.callMeeting({ ...wish, agent: guest.agent }));
    await guest.peer.nextRequest('INVITE');
    expect(account.media.newest.far.encryption).toBe('required');
  });

  it('is under the rules of meetings, and a guest’s under none', () => {
    const { account, guest } = twoConnections();
    rule(account, 'AllowIPAudio');
    const own = account.calls.callMeeting({ ...wish, agent: account.bench.agent });
    expect(own).toMatchObject({ failure: { code: 'POLICY_FORBIDS', data: { key: 'AllowIPAudio' } } });
    expect(codeOf(account.calls.callMeeting({ ...wish, agent: guest.agent }))).toBe('ok');
  });

  it('asks to see what others show, unless a rule forbids it', async () => {
    const account = createCallBench();
    must(account.calls.callMeeting({ ...wish, agent: account.bench.agent }));
    expect(bodyOf(await account.bench.peer.nextRequest('INVITE'))).toContain('m=video');
    rule(account, 'AllowIPVideo');
    must(account.calls.callMeeting({ ...wish, meetingId: 'meeting-2', agent: account.bench.agent }));
    expect(bodyOf(await account.bench.peer.nextRequest('INVITE'))).not.toContain('m=video');
  });

  it('is given up after half a minute of silence, and joined again in its place', async () => {
    const account = createCallBench();
    must(account.calls.callMeeting({ ...wish, agent: account.bench.agent }));
    account.bench.peer.answer(await account.bench.peer.nextRequest('INVITE'), '100 Trying');
    await account.bench.clock.advance(30_000);
    expect(account.call.end).toMatchObject({ failure: { code: 'MEETING_SOUND_REFUSED', data: { why: 'unanswered' } } });
    must(account.calls.callMeeting({ ...wish, agent: account.bench.agent }));
    expect(account.state.get().calls.length).toBe(1);
  });

  it('is over when its connection goes: the meeting joins it anew', async () => {
    const account = createCallBench();
    must(account.calls.callMeeting({ ...wish, agent: account.bench.agent }));
    account.bench.peer.answer(await account.bench.peer.nextRequest('INVITE'), '200 OK', takes);
    await account.bench.peer.nextRequest('ACK');
    await account.settle();
    account.bench.agent.close();
    await account.settle();
    expect(account.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
    const next = createAgentBench({ clock: account.bench.clock });
    attach(account.calls, next);
    await account.settle();
    expect(account.state.get().calls.filter(({ state }) => state !== 'ended')).toEqual([]);
  });

  it('is muted by the meeting, and opened by oneself', () => {
    const account = createCallBench();
    const sound = must(account.calls.callMeeting({ ...wish, agent: account.bench.agent }));
    sound.muteByMeeting(true);
    expect(account.call).toMatchObject({ isMuted: true, isMutedByMeeting: true });
    must(account.calls.mute(sound.id, false));
    expect(account.call.isMuted).toBe(false);
    expect(account.call).not.toHaveProperty('isMutedByMeeting');
  });
});
