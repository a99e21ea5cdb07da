import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { attr, child, children } from '../../protocol/xml/find.ts';
import { createBench, see } from '../sip/test-bench.ts';
import { inside, joinerOf, service, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';
import { ContactList } from './contact-list.ts';

const EVENT = 'vnd-microsoft-roaming-contacts';
const KAREN = 'karen@contoso.com';

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  const karen = signIn(bench, KAREN, 'sip.contoso.com');
  return { clock, bench, karen };
}

function soap(call: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/winrtc/2002/11/sip"><s:Body>${call}</s:Body></s:Envelope>`;
}

describe('roaming contacts', () => {
  it('[F15] carries the whole list in the answer, groups before contacts', () => {
    const { karen } = setUp();
    const [answer] = subscribe(karen, EVENT);
    expect(answer?.status).toBe(200);
    expect(answer?.header('ms-piggyback-cseq')).toBe('1');
    expect(answer?.header('subscription-state')).toMatch(/^active;expires=\d+$/);
    expect(answer?.header('Content-Type')).toBe('application/vnd-microsoft-roaming-contacts+xml');
    const root = rootOf(answer?.body ?? '');
    expect(attr(root, 'deltaNum')).toBe('1');
    expect(children(root, 'group').map((group) => attr(group, 'name'))).toEqual([
      '~',
      'Pinned Contacts',
      'Engineering',
      'Sales',
      'Tailspin Toys — federated',
    ]);
    const contacts = children(root, 'contact');
    expect(contacts.map((contact) => attr(contact, 'uri'))).toContain('garth@tailspintoys.com');
    expect(attr(contacts[0], 'groups')).toBe('2 3 ');
    expect(root?.children.findIndex((each) => each.local === 'contact')).toBe(5);
  });

  it('[H1] serves a thousand contacts in 64 groups', () => {
    const { bench } = setUp();
    const [answer] = subscribe(signIn(bench, 'many@contoso.com', 'sip.contoso.com'), EVENT);
    const root = rootOf(answer?.body ?? '');
    expect(children(root, 'group')).toHaveLength(64);
    expect(children(root, 'contact')).toHaveLength(1000);
  });

  it('tells the first state by NOTIFY to a client that knows neither piggyback nor BENOTIFY', () => {
    const { karen } = setUp();
    const { client, address, gruu } = karen;
    const lines = [
      'Via: SIP/2.0/TLS 127.0.77.200:1',
      'Max-Forwards: 70',
      `From: <sip:${address}>;tag=a`,
      `To: <sip:${address}>`,
    ];
    const [answer, notify] = client.send([
      `SUBSCRIBE sip:${address} SIP/2.0`,
      ...lines,
      'Call-ID: plain',
      'CSeq: 1 SUBSCRIBE',
      `Contact: <${gruu}>`,
      `Event: ${EVENT}`,
    ]);
    expect(answer?.body).toBe('');
    expect(answer?.header('ms-piggyback-cseq')).toBeUndefined();
    expect(notify?.startLine).toBe(`NOTIFY ${gruu} SIP/2.0`);
    expect(notify?.header('CSeq')).toBe('1 NOTIFY');
    expect(notify?.header('To')).toBe(`<sip:${address}>;tag=a`);
    expect(notify?.header('From')).toBe(answer?.header('To'));
    expect(notify?.body).toContain('<contactList');
  });

  it('stops after a 481 to a NOTIFY', () => {
    const { karen, clock } = setUp();
    const { client, address, gruu } = karen;
    const [, notify] = client.send([
      `SUBSCRIBE sip:${address} SIP/2.0`,
      'Via: SIP/2.0/TLS 127.0.77.200:1',
      'Max-Forwards: 70',
      `From: <sip:${address}>;tag=a`,
      `To: <sip:${address}>`,
      'Call-ID: plain',
      'CSeq: 1 SUBSCRIBE',
      `Contact: <${gruu}>`,
      `Event: ${EVENT}`,
    ]);
    const before = clock.pending;
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${notify?.header(name)}`);
    client.send(['SIP/2.0 481 Call Leg/Transaction Does Not Exist', ...copied]);
    expect(clock.pending).toBe(before - 1);
    expect(
      service(
        karen,
        'application/SOAP+xml',
        soap('<m:addGroup><m:name>X</m:name><m:deltaNum>1</m:deltaNum></m:addGroup>'),
      ),
    ).toHaveLength(1);
  });

  it('pushes each change as a delta to every endpoint, the author included', () => {
    const { karen } = setUp();
    subscribe(karen, EVENT);
    const [answer, push] = service(
      karen,
      'application/SOAP+xml',
      soap(
        '<m:setContact><m:displayName>Garth &amp; Co</m:displayName><m:groups>1 4</m:groups><m:URI>sip:Garth@tailspintoys.com</m:URI><m:deltaNum>1</m:deltaNum></m:setContact>',
      ),
    );
    expect(answer?.status).toBe(200);
    expect(push?.startLine).toBe(`BENOTIFY ${karen.gruu} SIP/2.0`);
    expect(push?.header('CSeq')).toBe('2 BENOTIFY');
    expect(push?.header('Event')).toBe(EVENT);
    const delta = rootOf(push?.body ?? '');
    expect([delta?.local, attr(delta, 'prevDeltaNum'), attr(delta, 'deltaNum')]).toEqual(['contactDelta', '1', '2']);
    expect(attr(child(delta, 'modifiedContact'), 'name')).toBe('Garth & Co');
    expect(attr(child(delta, 'modifiedContact'), 'groups')).toBe('1 4 ');
  });

  it('numbers new groups, renames and removes them', () => {
    const { karen } = setUp();
    const call = (text: string) => service(karen, 'application/SOAP+xml', soap(text))[0];
    expect(call('<m:addGroup><m:name>New</m:name><m:deltaNum>1</m:deltaNum></m:addGroup>')?.body).toContain(
      '<m:groupID>6</m:groupID>',
    );
    expect(
      call('<m:modifyGroup><m:groupID>6</m:groupID><m:name>Newer</m:name><m:deltaNum>2</m:deltaNum></m:modifyGroup>')
        ?.status,
    ).toBe(200);
    expect(call('<m:deleteGroup><m:groupID>6</m:groupID><m:deltaNum>3</m:deltaNum></m:deleteGroup>')?.status).toBe(200);
    expect(
      call('<m:deleteContact><m:URI>sip:garth@tailspintoys.com</m:URI><m:deltaNum>4</m:deltaNum></m:deleteContact>')
        ?.status,
    ).toBe(200);
    const [answer] = subscribe(karen, EVENT);
    expect(answer?.body).toContain('deltaNum="5"');
    expect(answer?.body).not.toContain('garth@tailspintoys.com');
  });

  it('refuses an outdated number with 409 and nonsense with 400', () => {
    const { karen } = setUp();
    const status = (text: string) => service(karen, 'application/SOAP+xml', text)[0]?.status;
    expect(status(soap('<m:addGroup><m:name>A</m:name><m:deltaNum>7</m:deltaNum></m:addGroup>'))).toBe(409);
    expect(status(soap('<m:setACE><m:deltaNum>1</m:deltaNum></m:setACE>'))).toBe(400);
    expect(status(soap('<m:deleteGroup><m:groupID>1</m:groupID><m:deltaNum>1</m:deltaNum></m:deleteGroup>'))).toBe(403);
    expect(status('<broken')).toBe(400);
    expect(status('')).toBe(400);
  });

  it('refreshes and ends inside the dialog', async () => {
    const { karen, clock } = setUp();
    const [opened] = subscribe(karen, EVENT);
    if (!opened) throw new Error('no answer');
    const before = clock.pending;
    const events = [`Event: ${EVENT}`, 'Supported: ms-piggyback-first-notify'];
    const [refreshed] = inside(joinerOf(karen), opened, 'SUBSCRIBE', { headers: [...events, 'Expires: 60'] });
    expect(refreshed?.header('Expires')).toBe('60');
    expect(refreshed?.body).toContain('<contactList');
    const [ended] = inside(joinerOf(karen), opened, 'SUBSCRIBE', { cseq: 3, headers: [...events, 'Expires: 0'] });
    expect(ended?.header('subscription-state')).toBe('terminated;expires=0');
    expect(clock.pending).toBe(before - 1);
    expect(inside(joinerOf(karen), opened, 'SUBSCRIBE', { cseq: 4, headers: events })[0]?.status).toBe(481);
  });

  it('ends by itself when nobody refreshes, and says so', async () => {
    const { karen, clock } = setUp();
    subscribe(karen, EVENT, { headers: ['Expires: 60'] });
    await clock.advance(60_000);
    const [last] = karen.client.take();
    expect(last?.header('subscription-state')).toBe('terminated;reason=timeout;expires=0');
  });

  it('sends a list that breaks off while the fault is on', () => {
    const { karen, bench } = setUp();
    bench.faults.set('pool01.contoso.com', { malformed: 'xml-contacts' });
    const [answer] = subscribe(karen, EVENT);
    expect(rootOf(answer?.body ?? '')).toBeUndefined();
    expect(see(answer?.text ?? '').header('Content-Length')).toBe(String(Buffer.byteLength(answer?.body ?? '')));
  });
});

describe('ContactList', () => {
  const person = (address: string, change = {}) => ({
    address,
    name: '',
    groups: [],
    isSubscribed: true,
    externalUri: '',
    ...change,
  });

  it('puts contacts of unknown groups among the others, and is bounded', () => {
    const list = new ContactList(undefined);
    expect(list.setContact(person('a@b', { groups: [9, Number.NaN] }))).toMatchObject({ contact: { groups: [1] } });
    expect(list.setContact(person('a@b', { name: 'ü'.repeat(129) }))).toBe('too-long');
    expect(list.setContact(person(''))).toBe('unknown');
    for (let i = 0; i < 999; i++) list.setContact(person(`p${i}@b`));
    expect(list.setContact(person('one.more@b'))).toBe('full');
    for (let i = 0; i < 63; i++) expect(list.addGroup(`g${i}`)).toBeTypeOf('object');
    expect(list.addGroup('one more')).toBe('full');
  });

  it('keeps its first group, and every group that has people in it', () => {
    const list = new ContactList(undefined);
    list.addGroup('Team');
    list.setContact(person('a@b', { groups: [2] }));
    expect(list.deleteGroup(2)).toBe('not-empty');
    expect([list.deleteGroup(1), list.renameGroup(1, 'Mine'), list.deleteGroup(9), list.renameGroup(9, 'x')]).toEqual([
      'fixed',
      'fixed',
      'unknown',
      'unknown',
    ]);
    expect(list.deleteContact('nobody@b')).toBe('unknown');
    expect(list.deltaNumber).toBe(3);
  });
});

describe('[F13] where the list lives', () => {
  it('tells who follows it that it moved, and lets nobody change it there', () => {
    const { bench, karen } = setUp();
    expect(attr(rootOf(subscribe(karen, EVENT)[0]?.body ?? ''), 'ucsmode')).toBeUndefined();
    bench.side.setContactStore(KAREN, 'exchange');
    const moved = rootOf(karen.client.take().at(-1)?.body ?? '');
    expect([attr(moved, 'ucsmode'), moved?.children.length]).toEqual(['migrated', 0]);
    const call = soap('<m:addGroup><m:name>X</m:name><m:deltaNum>1</m:deltaNum></m:addGroup>');
    expect(service(karen, 'application/SOAP+xml', call)[0]?.status).toBe(403);
    bench.side.setContactStore(KAREN, 'server');
    const back = rootOf(karen.client.take().at(-1)?.body ?? '');
    expect([attr(back, 'ucsmode'), (back?.children.length ?? 0) > 20]).toEqual(['notmigrated', true]);
    expect(service(karen, 'application/SOAP+xml', call)[0]?.status).toBe(200);
  });

  it('a server without a list for somebody ends what was open and refuses with 488', () => {
    const { bench, karen } = setUp();
    subscribe(karen, EVENT);
    bench.side.setContactStore(KAREN, 'refused');
    expect(karen.client.take().at(-1)?.header('subscription-state')).toMatch(/^terminated;reason=noresource/);
    expect(subscribe(karen, EVENT)[0]?.status).toBe(488);
  });
});

describe('what clients keep beside contacts and groups', () => {
  it('comes back as it was sent, up to 1,024 bytes', () => {
    const { karen } = setUp();
    const set = (extension: string, number: number) =>
      service(
        karen,
        'application/SOAP+xml',
        soap(
          `<m:setContact><m:displayName/><m:groups>3</m:groups><m:subscribed>false</m:subscribed><m:URI>sip:new@contoso.com</m:URI>` +
            `<m:externalURI/><m:deltaNum>${number}</m:deltaNum><m:contactExtension>${extension}</m:contactExtension></m:setContact>`,
        ),
      )[0]?.status;
    expect(set('<contactSettings tag="true"/><x xmlns="urn:x" y="1">z</x>', 1)).toBe(200);
    const contact = children(rootOf(subscribe(karen, EVENT)[0]?.body ?? ''), 'contact').find(
      (each) => attr(each, 'uri') === 'new@contoso.com',
    );
    expect(attr(contact, 'subscribed')).toBe('false');
    expect(child(contact, 'contactExtension')?.children).toMatchObject([
      { local: 'contactSettings', attributes: [{ local: 'tag', value: 'true' }] },
      { local: 'x', ns: 'urn:x', text: 'z' },
    ]);
    expect(set(`<x>${'y'.repeat(1024)}</x>`, 2)).toBe(413);
  });

  it('favourites are marked as such', () => {
    const { karen } = setUp();
    const groups = children(rootOf(subscribe(karen, EVENT)[0]?.body ?? ''), 'group');
    expect(attr(groups[1], 'externalURI')).toContain('groupType="pinnedGroup"');
  });
});
