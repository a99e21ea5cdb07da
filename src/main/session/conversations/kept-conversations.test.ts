import { expect, it } from 'vitest';
import { createImBench } from '../../../../test/fakes/im-bench.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import type { Contact } from '../../../shared/model/contacts.ts';

const uri = 'sip:jeremy@contoso.com';
const contact: Contact = {
  uri,
  name: 'jeremy@contoso.com',
  groupIds: ['1'],
  kind: 'same-enterprise',
  relationship: 'colleague',
  isRelationshipAutomatic: true,
  isTagged: false,
};

it('a conversation that nobody has read is the last to make room for another', async () => {
  const { bench, state, deliver, talks, said } = createImBench();
  deliver('MESSAGE', { type: 'text/plain', body: 'not seen yet' });
  await bench.clock.advance(1000);
  for (let at = 0; at < 120; at += 1) talks.open({ uri: `p${at}@contoso.com` });
  expect(state.get().conversations).toHaveLength(100);
  expect(said()).toEqual(['peer: not seen yet']);
  bench.agent.close();
});

it('what an account could not send is told to nobody of the next one, whose history would keep it', async () => {
  const { bench, talks } = createImBench();
  const opened = talks.open({ uri });
  talks.goOffline();
  talks.send(opened.ok ? opened.value : '', 'between us');
  const told: unknown[] = [];
  talks.onMessage((event) => told.push(event));
  const signal = new AbortController().signal;
  talks.start({ agent: bench.agent, ownUri: 'sip:vadim@contoso.com', signal });
  expect(told).toEqual([]);
  bench.agent.close();
});

it('what is no line of a conversation, such as the offer of a file, is not kept for a later connection', async () => {
  const { bench, talks } = createImBench();
  const opened = talks.open({ uri });
  const id = opened.ok ? opened.value : '';
  talks.goOffline();
  const offer = { contentType: 'text/x-msmsgsinvite', body: 'a: b' };
  const fate = { ok: false, failure: { code: 'IM_NOT_DELIVERED', data: { why: 'connection' } } };
  talks.send(id, 'typed');
  await expect(Promise.race([talks.sendIn(id, offer), bench.clock.advance(1000)])).resolves.toMatchObject(fate);
  talks.start({ agent: bench.agent, ownUri: bench.agent.identity.aor, signal: new AbortController().signal });
  const invite = await bench.peer.nextRequest('INVITE');
  const late = talks.sendIn(id, offer);
  bench.agent.close();
  expect(headerOf(invite, 'ms-text-format')).toContain('text/plain');
  await expect(Promise.race([late, bench.clock.advance(1000)])).resolves.toMatchObject(fate);
});

it('a conversation bears the name that the contact list has for the peer now, also when nothing more is said', async () => {
  const { bench, state, deliver } = createImBench();
  const named = async (name: string) => {
    state.set('contacts', { ...state.get().contacts, contacts: [{ ...contact, name }] });
    await bench.clock.advance(100);
    return state.get().conversations.map(({ peer }) => peer.name);
  };
  deliver('MESSAGE', { type: 'text/plain', body: 'page' });
  expect(await named('jeremy@contoso.com')).toEqual(['jeremy@contoso.com']);
  // What he says of himself comes a little later than the list; then the owner names him.
  expect(await named('Jeremy Los')).toEqual(['Jeremy Los']);
  expect(await named('My Jeremy')).toEqual(['My Jeremy']);
  state.set('contacts', { ...state.get().contacts, contacts: [] });
  state.setPresence(uri, { availability: 'available', displayName: 'Jeremy L.' });
  await bench.clock.advance(200);
  expect(state.get().conversations.map(({ peer }) => peer.name)).toEqual(['Jeremy L.']);
  let told = 0;
  state.onDelta(({ slices }) => {
    if (slices.conversations) told += 1;
  });
  state.setPresence(uri, { availability: 'busy', displayName: 'Jeremy L.' });
  await bench.clock.advance(200);
  expect(told).toBe(0);
  bench.agent.close();
});
