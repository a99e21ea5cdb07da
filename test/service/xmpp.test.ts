/** XMPP partners: what a person sees and hears, and what he is told when it does not work. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { XmppPartner } from '../../src/lab/xmpp/partners.ts';
import type { InviteOutcome } from '../../src/main/sip/agent.ts';
import { headerOf } from '../../src/protocol/sip/message.ts';
import { ImInbox, imOffer, type LabAgent, signInAgent, write } from '../fakes/lab-agent.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { head, listenAs, type TextWire } from '../fakes/xmpp-peer.ts';

const garth = 'garth@tailspintoys.com';
const maria = 'maria@fourthcoffee.com';
const domain = 'tailspintoys.com';
const partner = 'fourthcoffee.com';
const record = `_xmpp-server._tcp.${partner}`;

describe('[H4] [P3] a contact at an XMPP partner', () => {
  let world: LabClient;
  beforeEach(async () => {
    world = await startLabClient();
    await world.signIn(garth);
  });
  afterEach(() => world.stop());

  it('looks like a federated one, with presence and note that follow every change', async () => {
    const first = await world.until(({ presence }) => presence[`sip:${maria}`]?.value === 3500);
    expect(first.presence[`sip:${maria}`]).toMatchObject({
      availability: 'available',
      note: { text: 'Roasting until four' },
      capabilities: { im: true, audio: false, video: false, sharing: false },
    });
    expect(first.contacts.contacts.find(({ uri }) => uri === `sip:${maria}`)).toMatchObject({ kind: 'federated' });
    world.lab.setPresence(maria, 6500, 'Cupping');
    const { presence } = await world.until((snapshot) => snapshot.presence[`sip:${maria}`]?.note?.text === 'Cupping');
    expect(presence[`sip:${maria}`]?.availability).toBe('do-not-disturb');
  });

  it('[H4] is written to and writes back, as in any conversation', async () => {
    const { talks } = world.client;
    const opened = talks.open({ uri: `sip:${maria}` });
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(talks.send(opened.value, 'Is it ready?').ok).toBe(true);
    const { conversations } = await world.until(({ conversations: all }) =>
      all.some(({ lastText }) => lastText === 'You wrote: Is it ready?'),
    );
    expect(conversations).toMatchObject([{ id: opened.value, state: 'active' }]);
    const messages = talks.messages(opened.value, 0);
    expect(messages.ok && messages.value.messages.map((each) => each.kind === 'text' && each.delivery)).toEqual([
      'delivered',
      'delivered',
    ]);
  });

  it('[B16] that cannot be reached: the message bears the reason', async () => {
    world.lab.dns.behave(record, 'SRV', { kind: 'nxdomain' });
    world.lab.setXmppPartner(domain, partner, {});
    const opened = world.client.talks.open({ uri: `sip:${maria}` });
    if (!opened.ok) throw new Error(opened.failure.code);
    world.client.talks.send(opened.value, 'Hello?');
    const { conversations } = await world.until(({ conversations: [first] }) => first?.state === 'failed');
    expect(JSON.stringify(conversations[0]?.failure)).toContain('1008');
  });

  it('sees our presence change', async () => {
    await world.until(({ presence }) => presence[`sip:${maria}`]?.value === 3500);
    await world.client.people.setPresence('away');
    await expect.poll(() => world.lab.xmppPresenceSeen().at(-1)).toBe(`${garth} away`);
  });
});

describe('towards an XMPP partner', () => {
  let lab: Lab;
  let person: LabAgent;
  beforeEach(async () => {
    lab = await startLab({ ports: 'free' });
    person = await signInAgent(lab, garth);
  });
  afterEach(async () => {
    person.close();
    await lab.stop();
  });

  const call = (uri = `sip:${maria}`, body: typeof imOffer | { contentType: string; text: string } = imOffer) =>
    person.agent.invite({ uri, body }, new ImInbox().listener);

  it('[H4] a session carries text and typing both ways', async () => {
    const inbox = new ImInbox();
    const { dialog } = accepted(await person.agent.invite({ uri: `sip:${maria}`, body: imOffer }, inbox.listener));
    expect(await write(dialog, 'Zwei Säcke <Yirgacheffe> & Zucker 🫘')).toBe(200);
    expect(await inbox.next()).toContain('status="type"');
    expect(await inbox.next()).toBe('MESSAGE You wrote: Zwei Säcke <Yirgacheffe> & Zucker 🫘');
    const html = { contentType: 'text/html', text: '<script>alert(1)</script><p>One</p><p>Two &amp; <b>three</b></p>' };
    expect(await dialog.request('MESSAGE', { body: html })).toMatchObject({ ok: true, value: { status: 200 } });
    await inbox.next();
    expect(await inbox.next()).toBe('MESSAGE You wrote: One\nTwo & three');
    const card = { contentType: 'text/x-msmsgsinvite', text: 'Application-Name: File Transfer' };
    expect(await dialog.request('MESSAGE', { body: card })).toMatchObject({ ok: true, value: { status: 415 } });
    await dialog.end();
  });

  it('[H4] a single MESSAGE is carried as well', async () => {
    const body = { contentType: 'text/plain', text: 'By the way' };
    const answer = await person.agent.request('MESSAGE', { uri: `sip:${maria}`, body });
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    // The answer comes as a session of its own.
    const invite = await person.nextInvite();
    expect(headerOf(invite.request, 'from')).toContain(`<sip:${maria}>`);
    const inbox = new ImInbox();
    invite.accept(imOffer, inbox.listener);
    expect(await inbox.next()).toBe('MESSAGE You wrote: By the way');
  });

  it('[P1] [P2] the partner record has the four values of the seed, under their own names', () => {
    expect(lab.xmppPartners(domain)).toEqual([
      {
        Domain: partner,
        TlsNegotiation: 'NotSupported',
        SaslNegotiation: 'NotSupported',
        EnableKeepAlive: false,
        SupportDialbackNegotiation: true,
      },
    ]);
  });

  it('[P2] a record that asks for TLS and a certificate gets both', async () => {
    lab.setXmppPartner(domain, partner, {
      TlsNegotiation: 'Required',
      SaslNegotiation: 'Required',
      SupportDialbackNegotiation: false,
      EnableKeepAlive: true,
    });
    const inbox = new ImInbox();
    const { dialog } = accepted(await person.agent.invite({ uri: `sip:${maria}`, body: imOffer }, inbox.listener));
    expect(await write(dialog, 'Sealed')).toBe(200);
    await inbox.next();
    expect(await inbox.next()).toBe('MESSAGE You wrote: Sealed');
    const said = lab.log().map(({ text }) => text);
    expect(said.filter((text) => text.includes('mechanism="EXTERNAL"')).length).toBeGreaterThanOrEqual(4);
    expect(said.filter((text) => text.includes('<db:result'))).toEqual([]);
    await dialog.end();
  });

  it('[P3] a call is refused: there is IM and presence only', async () => {
    const text = imOffer.text.replace('m=message 5060 sip null', 'm=audio 50000 RTP/AVP 0');
    const said = await refusal(call(`sip:${maria}`, { contentType: 'application/sdp', text }));
    expect(said).toMatch(/^488 1027;reason="Cannot route this type of SIP request/);
  });

  it.each<readonly [string, (lab: Lab) => void, RegExp]>([
    ['[B16] the SRV record is missing', (at) => at.dns.behave(record, 'SRV', { kind: 'nxdomain' }), /^504 1008;/],
    [
      '[M9] AllowFederatedUsers is off',
      (at) => at.setFederation(domain, { federationEnabled: false }),
      /^504 1017;.*federation is not enabled/,
    ],
    ['[P1] EnableXmppAccess of the person is off', (at) => at.setXmppAccess(garth, false), /^403 1002;/],
    ['the partner is blocked', (at) => at.setFederation(domain, { blocked: [partner] }), /^504 1064;/],
    ['[P1] the partner is not on the list', (at) => at.removeXmppPartner(domain, partner), /^504 1008;/],
    ['[P4] the servers are of 2019', (at) => at.setGeneration(domain, 'sfb-2019'), /^504 1008;/],
    ['the host has no address', (at) => behaveAs(at, []), /^504 1038;.*has no address/],
    ['the record leads out of this machine', (at) => behaveAs(at, ['192.0.2.1']), /^504 1038;.*has no address/],
    [
      'nothing listens there',
      (at) => at.setFaults('xmpp.fourthcoffee.com', { refuseConnections: true }),
      /^504 1038;.*Nothing takes the connection/,
    ],
    [
      '[P2] the record allows neither a certificate nor dialback',
      (at) => at.setXmppPartner(domain, partner, { SupportDialbackNegotiation: false }),
      /^504 1038;.*neither SASL nor dialback/,
    ],
  ])('%s: an invitation, a text and a subscription are refused with the reason', async (_name, change, expected) => {
    change(lab);
    // After another generation nobody is known by the old proof; the new one needs no Digest.
    expect(await refusal(call())).toMatch(expected);
    const body = { contentType: 'text/plain', text: 'Hello' };
    const message = await person.agent.request('MESSAGE', { uri: `sip:${maria}`, body });
    expect(message.ok && diagnosticOf(message.value)).toMatch(expected);
    const subscribed = await person.agent.subscribe(
      { uri: `sip:${maria}`, event: 'presence', accept: 'application/msrtc-event-categories+xml', expiresSeconds: 600 },
      { onNotify: () => undefined, onEnd: () => undefined },
    );
    expect(subscribed.ok).toBe(false);
  });

  it.each<readonly [string, Partial<XmppPartner>, (wire: TextWire) => void, RegExp]>([
    ['[P2] TLS is required and not offered', { TlsNegotiation: 'Required' }, features(''), /^504 1010;.*offers none/],
    ['[P2] TLS is demanded and not supported', {}, features(tls('<required/>')), /^504 1010;.*demands TLS/],
    [
      '[P2] TLS is refused after all',
      { TlsNegotiation: 'Required' },
      (wire) => {
        features(tls(''))(wire);
        void wire.until(/<starttls/).then(() => wire.send('<failure xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>'));
      },
      /^504 1010;.*handshake failed/,
    ],
    [
      'the TLS handshake is garbage',
      { TlsNegotiation: 'Required' },
      (wire) => {
        features(tls(''))(wire);
        void wire.until(/<starttls/).then(async () => {
          wire.send('<proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>');
          // The handshake's first bytes.
          await wire.until(/<starttls[^>]*>(?:.|\s)+/);
          wire.send('HTTP/1.1 400 Bad Request\r\n\r\n');
        });
      },
      /^504 1010;.*handshake failed/,
    ],
    ['[P2] SASL is required and not offered', { SaslNegotiation: 'Required' }, features(''), /^504 1038;.*SASL/],
    ['the dialback key is refused', {}, verdict('type="invalid"'), /^504 1038;.*did not believe/],
    ['dialback ends in an error', {}, verdict('type="error"'), /^504 1038;.*did not believe/],
    ['it speaks no XML', {}, (wire) => wire.send('220 ready\r\n'), /^504 1038;.*no sound XMPP/],
    [
      'it sends a DOCTYPE',
      {},
      (wire) => wire.send('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
      /^504 1038;.*no sound XMPP/,
    ],
    [
      'it opens a stream for clients',
      {},
      (wire) => wire.send(opened().replace('jabber:server', 'jabber:client')),
      /^504 1038;.*no sound XMPP/,
    ],
    [
      'it ends the stream with an error',
      {},
      (wire) =>
        wire.send(
          `${opened()}<stream:error><undefined-condition xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`,
        ),
      /^504 1038;.*ended the stream/,
    ],
    ['it hangs up', {}, (wire) => wire.cut(), /^504 1038;.*closed the connection/],
  ])('%s: the invitation is refused with the reason', async (_name, values, script, expected) => {
    lab.setXmppPartner(domain, 'adatum.com', values);
    const fake = await listenAs(lab, 'adatum.com', script);
    expect(await refusal(call('sip:romeo@adatum.com'))).toMatch(expected);
    await fake.close();
  });
});

function behaveAs(lab: Lab, addresses: readonly string[]): void {
  lab.dns.behave('xmpp.fourthcoffee.com', 'A', { kind: 'answer', addresses });
}

function opened(): string {
  return head('adatum.com', domain, 'stream-1');
}

function tls(content: string): string {
  return `<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls">${content}</starttls>`;
}

function features(offer: string) {
  return (wire: TextWire) => wire.send(`${opened()}<stream:features>${offer}</stream:features>`);
}

function verdict(type: string) {
  return (wire: TextWire) => {
    features('')(wire);
    void wire
      .until(/<db:result/)
      .then(() => wire.send(`<db:result from="adatum.com" to="${domain}" ${type}></db:result>`));
  };
}

function accepted(outcome: InviteOutcome) {
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
  return outcome;
}

async function refusal(outcome: Promise<InviteOutcome>): Promise<string> {
  const known = await outcome;
  return known.kind === 'refused' ? diagnosticOf(known.response) : known.kind;
}

function diagnosticOf(response: Parameters<typeof headerOf>[0] & { readonly status: number }): string {
  return `${response.status} ${headerOf(response, 'ms-diagnostics') ?? ''}`;
}
