/** What an XMPP server of ill will may send to the lab's edge: each is refused by name, and everything else goes on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { ImInbox, imOffer, type LabAgent, signInAgent } from '../fakes/lab-agent.ts';
import { authorityOf, dial, head, provedWire } from '../fakes/xmpp-peer.ts';

const domain = 'tailspintoys.com';
const edge = `sip.${domain}`;
const garth = `garth@${domain}`;
const partner = 'adatum.com';
const romeo = `romeo@${partner}`;

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  lab.setXmppPartner(domain, partner, {});
});
afterEach(() => lab.stop());

/** The condition of the stream error that ends a connection. */
function conditionIn(said: string): string | undefined {
  return /<stream:error><([a-z-]+) /.exec(said)?.[1];
}

const ends = { from: partner, to: domain };
const opened = head(partner, domain);
const result = `<db:result from="${partner}" to="${domain}">0123456789abcdef</db:result>`;

describe('before a domain is proved', () => {
  it.each<readonly [string, string | Uint8Array, string]>([
    ['words of another protocol', 'GET / HTTP/1.1\r\nHost: sip.tailspintoys.com\r\n\r\n', 'not-well-formed'],
    ['a stream of an unknown namespace', opened.replaceAll('etherx.jabber.org', 'example.com'), 'invalid-namespace'],
    ['a stream for clients', opened.replace('jabber:server"', 'jabber:client"'), 'invalid-namespace'],
    ['a stream for another domain', head(partner, 'contoso.com'), 'host-unknown'],
    ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY b "b">]>${opened}`, 'restricted-xml'],
    ['a comment', `${opened}<!-- hello -->`, 'restricted-xml'],
    ['a processing instruction', `${opened}<?run this?>`, 'restricted-xml'],
    ['an entity that nobody declared', `${opened}<message>&b;</message>`, 'not-well-formed'],
    ['a prefix that nobody declared', `${opened}<nobody:message/>`, 'bad-namespace-prefix'],
    ['text between stanzas', `${opened}hello<message/>`, 'not-well-formed'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(`${opened}<message>`), Buffer.of(0xff, 0xfe)]),
      'unsupported-encoding',
    ],
    ['another encoding', opened.replace("version='1.0'?", "version='1.0' encoding='utf-16'?"), 'unsupported-encoding'],
    ['an element of an unknown namespace', `${opened}<hello xmlns="urn:example:hello"/>`, 'unsupported-stanza-type'],
    [
      'a stanza too early',
      `${opened}<message from="${romeo}" to="${garth}"><body>Hi</body></message>`,
      'not-authorized',
    ],
    ['a stanza without end', `${opened}<message><body>${'x'.repeat(70_000)}`, 'policy-violation'],
    ['a DOCTYPE without end', `<!DOCTYPE a [${' '.repeat(70_000)}`, 'policy-violation'],
    ['an attribute without end', `${opened}<message to="${'x'.repeat(70_000)}`, 'policy-violation'],
    ['stanzas in stanzas', `${opened}${'<a>'.repeat(40)}`, 'policy-violation'],
    [
      'hundreds of attributes',
      `${opened}<a ${Array.from({ length: 200 }, (_, at) => `a${at}=""`).join(' ')}/>`,
      'policy-violation',
    ],
    ['dialback without addresses', `${opened}<db:result>key</db:result>`, 'improper-addressing'],
  ])('%s ends the stream', async (_name, text, condition) => {
    const wire = await dial(lab, edge);
    wire.send(text);
    expect(conditionIn(await wire.closed())).toBe(condition);
  });

  it.each<readonly [string, string, RegExp]>([
    [
      'a domain that is no partner',
      result.replace(partner, 'example.com'),
      /to="example\.com" type="error">.*<policy-violation /,
    ],
    ['a domain that is not ours', result.replace(domain, 'contoso.com'), /type="error">.*<item-not-found /],
    ['a partner whose server cannot be asked', result, /type="error">.*<remote-server-not-found /],
    [
      'a key that is not ours',
      `<db:verify from="${partner}" to="${domain}" id="1">f00</db:verify>`,
      /<db:verify .* type="invalid"\/>/,
    ],
  ])('[P1] dialback of %s is refused', async (_name, text, expected) => {
    const wire = await dial(lab, edge);
    wire.send(opened + text);
    expect(await wire.until(/type="(?:error|invalid)"/)).toMatch(expected);
    wire.cut();
  });

  it('a wrong dialback key is refused, and the impostor hung up on', async () => {
    const fake = await authorityOf(lab, ends, 'invalid');
    const wire = await dial(lab, edge);
    wire.send(opened + result);
    expect(await wire.closed()).toContain(
      `<db:result from="${domain}" to="${partner}" type="invalid"/></stream:stream>`,
    );
    await fake.close();
  });

  it.each<readonly [string, Parameters<Lab['setXmppPartner']>[2]]>([
    ['TLS is required', { TlsNegotiation: 'Required' }],
    ['a certificate is required', { TlsNegotiation: 'Optional', SaslNegotiation: 'Required' }],
    ['dialback is not supported', { SupportDialbackNegotiation: false }],
  ])('[P2] dialback is refused where %s', async (_name, values) => {
    lab.setXmppPartner(domain, partner, values);
    const wire = await dial(lab, edge);
    wire.send(opened + result);
    expect(await wire.until(/type="error"/)).toContain('<policy-violation ');
    wire.cut();
  });

  it('[P2] a certificate that nobody showed proves nothing', async () => {
    lab.setXmppPartner(domain, partner, { TlsNegotiation: 'Optional', SaslNegotiation: 'Optional' });
    const wire = await dial(lab, edge);
    wire.send(`${opened}<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="EXTERNAL">YWRhdHVtLmNvbQ==</auth>`);
    expect(await wire.until(/<failure/)).toContain('<not-authorized/>');
    wire.cut();
  });

  it('[P4] servers of 2019 have nothing on that port', async () => {
    lab.setGeneration(domain, 'sfb-2019');
    const wire = await dial(lab, edge);
    wire.send(opened);
    expect(await wire.closed()).toBe('');
  });
});

describe('of a partner that proved its domain', () => {
  let person: LabAgent;
  let close: () => Promise<void>;
  beforeEach(async () => {
    person = await signInAgent(lab, garth);
    ({ close } = await authorityOf(lab, ends, 'valid'));
  });
  afterEach(async () => {
    person.close();
    await close();
  });

  it.each<readonly [string, string, string]>([
    [
      'a stanza in the name of another domain',
      `<message from="maria@fourthcoffee.com" to="${garth}"/>`,
      'invalid-from',
    ],
    ['a stanza for another domain', `<message from="${romeo}" to="karen@contoso.com"/>`, 'host-unknown'],
    ['a stanza without addresses', '<message/>', 'improper-addressing'],
    ['an address that is none', `<message from="@@${partner}" to="${garth}"/>`, 'improper-addressing'],
    [
      'a stanza that is too long',
      `<message from="${romeo}" to="${garth}"><body>${'x'.repeat(70_000)}</body></message>`,
      'policy-violation',
    ],
  ])('%s ends the stream', async (_name, text, condition) => {
    const wire = await provedWire(lab, edge, ends);
    wire.send(text);
    expect(conditionIn(await wire.closed())).toBe(condition);
  });

  it('what nobody knows is passed over, blanks do not add up, and the message after it arrives', async () => {
    const wire = await provedWire(lab, edge, ends);
    const there = `from="${romeo}/a" to="${garth}"`;
    for (let times = 0; times < 10; times += 1) wire.send(' \n'.repeat(10_000));
    wire.send(`<presence ${there} type="dancing"/><presence ${there}><priority>many</priority></presence>`);
    wire.send(
      `<iq ${there} type="get" id="1"><query xmlns="urn:example:what"/></iq><iq ${there} type="result" id="2"/>`,
    );
    wire.send(`<message ${there} type="error"/><message ${there} type="headline"><body>News</body></message>`);
    wire.send(
      `<message ${there}><x xmlns="urn:example:x"><body>not this</body></x><body>This one &#x1F375;</body></message>`,
    );
    const invite = await person.nextInvite();
    const inbox = new ImInbox();
    invite.accept(imOffer, inbox.listener);
    expect(await inbox.next()).toBe('MESSAGE This one 🍵');
    wire.cut();
  });

  it('an address that SIP cannot say is refused by itself, and what others write goes on', async () => {
    const wire = await provedWire(lab, edge, ends);
    wire.send(`<message from="${romeo}/a" to="d\\27art@${domain}" id="m1"><body>Hello</body></message>`);
    wire.send(`<message from="ann%home@${partner}/b" to="${garth}" id="m2"><body>Hello</body></message>`);
    wire.send(`<message from="ann%home@${partner}/b" to="${garth}" id="m3" type="error"/>`);
    wire.send(`<presence from="ann%home@${partner}" to="${garth}" type="subscribe"/>`);
    wire.send(`<message from="${romeo}/a" to="${garth}"><body>I am here</body></message>`);
    const invite = await person.nextInvite();
    const inbox = new ImInbox();
    invite.accept(imOffer, inbox.listener);
    expect(await inbox.next()).toBe('MESSAGE I am here');
    await expect.poll(() => sentTo(`romeo@${partner}/a`).at(-1)).toMatch(/id="m1" type="error".*<item-not-found /);
    await expect.poll(() => sentTo('ann%home@').length).toBe(2);
    expect(sentTo(`ann%home@${partner}/b`)).toMatchObject([
      expect.stringMatching(/id="m2" type="error".*<jid-malformed /),
    ]);
    expect(sentTo(`ann%home@${partner}"`)).toMatchObject([expect.stringContaining('type="unsubscribed"')]);
    wire.cut();
  });

  it('of questions the XMPP company answers those that are some, to who asked; an answer gets none', async () => {
    const coffee = { from: partner, to: 'fourthcoffee.com' };
    const authority = await authorityOf(lab, coffee, 'valid');
    const wire = await provedWire(lab, 'xmpp.fourthcoffee.com', coffee);
    const there = `from="${romeo}/desk" to="maria@fourthcoffee.com/lab"`;
    wire.send(`<iq ${there} type="result" id="1"/><iq ${there} type="get" id="2"><x xmlns="urn:example:x"/></iq>`);
    const answers = () =>
      lab.log().flatMap(({ direction, text }) => (direction === 'sent' && /XMPP <iq /.test(text) ? text : []));
    await expect.poll(() => answers().some((text) => text.includes('id="2"'))).toBe(true);
    expect(answers()).toMatchObject([
      expect.stringContaining(`from="maria@fourthcoffee.com/lab" to="${romeo}/desk" id="2" type="error"`),
    ]);
    wire.cut();
    await authority.close();
  });

  it('a connection lost in the middle of a stanza is forgotten, and the next one serves', async () => {
    const lost = await provedWire(lab, edge, ends);
    lost.send(`<message from="${romeo}" to="${garth}"><body>half a`);
    lost.cut();
    const wire = await provedWire(lab, edge, ends);
    wire.send(`<message from="${romeo}" to="${garth}"><body>whole</body></message>`);
    const invite = await person.nextInvite();
    const inbox = new ImInbox();
    invite.accept(imOffer, inbox.listener);
    expect(await inbox.next()).toBe('MESSAGE whole');
    wire.cut();
  });

  it('whom the person does not let in is told so, and nothing rings', async () => {
    lab.setXmppAccess(garth, false);
    const wire = await provedWire(lab, edge, ends);
    wire.send(`<message from="${romeo}" to="${garth}" id="m1"><body>Hello</body></message>`);
    await expect
      .poll(() => sentTo(romeo).at(-1))
      .toMatch(/<message .*id="m1" type="error"><error type="auth"><forbidden /);
    wire.send(`<presence from="${romeo}" to="${garth}" type="subscribe"/>`);
    await expect.poll(() => sentTo(romeo).at(-1)).toMatch(/<presence .*type="unsubscribed"/);
    wire.cut();
  });
});

/** What the edge sent to an XMPP address, from the lab's log. */
function sentTo(address: string): string[] {
  return lab
    .log()
    .filter(({ server, direction, text }) => server === edge && direction === 'sent' && text.includes(`to="${address}`))
    .map(({ text }) => text);
}
