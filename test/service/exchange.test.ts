/** The mailbox client against the lab's Exchange, which judges every request by the schema and writes its answers by itself. */
import { describe, expect, it } from 'vitest';
import {
  findAvailability,
  findContacts,
  findJoinLinks,
  findMeetings,
  findMissed,
  findOutOfOffice,
  findPhoto,
  markRead,
} from '../../src/main/web/exchange-mailbox.ts';
import { exchangeBench, minute, today } from '../fakes/exchange-bench.ts';

const bench = exchangeBench();
const { client, outcomeOf } = bench;
const karen = 'karen@contoso.com';

describe('[F19] meetings', () => {
  it('come with what is known of them, in UTC, and their way in', async () => {
    const outcome = await findMeetings(client().exchange, today());
    const meetings = outcome.ok ? outcome.value : [];
    const standUp = bench.lab.profile.meetings.find(({ id }) => id === 'C0NT0S01');
    expect(meetings.map(({ subject }) => subject)).toEqual([
      'Contoso stand-up',
      'Tailspin weekly',
      'Cancelled: Budget',
    ]);
    expect(meetings[0]).toMatchObject({
      organiser: 'Jeremy Los',
      response: 'accepted',
      busy: 'free',
      isCancelled: false,
      joinLink: standUp?.links.https,
    });
    const [first] = meetings;
    expect((first?.endsAt ?? 0) - (first?.startsAt ?? 0)).toBe(40 * minute);
    expect(first?.startsAt).toBeLessThan(Date.now());
    expect(meetings[2]).toMatchObject({ isCancelled: true, location: 'Room 4' });
  });

  it('whose way in stands only in the invitation are found by its words', async () => {
    const { exchange } = client();
    const outcome = await findMeetings(exchange, today());
    const weekly = outcome.ok ? outcome.value[1] : undefined;
    expect(weekly?.joinLink).toBeUndefined();
    const links = await findJoinLinks(exchange, [weekly?.id ?? '', 'unknown']);
    const known = bench.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ');
    expect([...links]).toEqual([[weekly?.id, known?.links.https]]);
  });

  it.each(['external-link', 'conf-link', 'join-url'] as const)('have their way in as %s', async (link) => {
    const plan = {
      subject: 'Release',
      startsInMinutes: 5,
      lastsMinutes: 30,
      organizer: karen,
      meetingId: 'C0NT0S02',
      link,
    };
    bench.lab.setMailbox({ owner: 'alicia@contoso.com', meetings: [plan], missed: [] });
    const outcome = await findMeetings(client({ address: 'alicia@contoso.com' }).exchange, today());
    expect(outcome).toMatchObject({ ok: true, value: [{ joinLink: expect.stringContaining('C0NT0S02') }] });
  });

  it('are never more than a screen needs, of a calendar with 10,000', async () => {
    const meetings = Array.from({ length: 10_000 }, (_, index) => ({
      subject: `Meeting ${index}`,
      startsInMinutes: index % 600,
      lastsMinutes: 15,
    }));
    bench.lab.setMailbox({ owner: 'anu@contoso.com', meetings, missed: [] });
    expect(await outcomeOf({ address: 'anu@contoso.com' })).toBe('200 meetings');
  });
});

describe('[F19] how the time is taken', () => {
  it('is told by quarters and by meeting', async () => {
    const quarter = 15 * minute;
    const from = Math.floor(Date.now() / quarter) * quarter - quarter;
    const outcome = await findAvailability(client({ address: 'karenb@contoso.com' }).exchange, {
      from,
      to: from + 24 * 60 * minute,
    });
    const value = outcome.ok ? outcome.value : { times: [], merged: '' };
    expect(value.times).toMatchObject([{ busy: 'busy', isMeeting: true }, { busy: 'tentative' }]);
    expect(value.merged).toHaveLength(96);
    expect(value.merged.slice(0, 3)).toMatch(/^[02]2[02]$/);
    const [first] = value.times;
    expect(Math.abs((first?.startsAt ?? 0) + 10 * minute - Date.now())).toBeLessThan(5 * minute);
  });

  it('with replies while away, their text without markup', async () => {
    const { exchange } = client({ address: 'kim.akers@fabrikam.com', location: 'inside' });
    expect(await findOutOfOffice(exchange)).toEqual({
      ok: true,
      value: { kind: 'on', note: 'On the road & back on Monday.' },
    });
    expect(await findOutOfOffice(client().exchange)).toEqual({ ok: true, value: { kind: 'off' } });
  });
});

describe('[F22] what was missed', () => {
  it('is found in both folders, and stays read once it is marked', async () => {
    const { exchange } = client();
    const outcome = await findMissed(exchange);
    const items = outcome.ok ? outcome.value : [];
    expect(items.map(({ kind, from, isUnread }) => [kind, from.uri, isUnread])).toEqual([
      ['im', 'sip:jeremy@contoso.com', true],
      ['call', 'sip:vadim@contoso.com', true],
      ['voicemail', 'tel:+441785200100', true],
      ['im', 'sip:garth@tailspintoys.com', false],
    ]);
    expect(await markRead(exchange, [items[0]?.id ?? ''])).toEqual({ ok: true, value: undefined });
    expect(bench.lab.unreadOf(karen)).toBe(2);
    expect(await markRead(exchange, ['gone'])).toMatchObject({ failure: { code: 'EXCHANGE_REFUSED' } });
  });

  it('is found by an older server too, whose folder is known by its name alone', async () => {
    bench.lab.setExchange('contoso.com', { version: 'Exchange2010_SP1' });
    const outcome = await findMissed(client({ location: 'inside' }).exchange);
    expect(outcome.ok && outcome.value.map(({ kind }) => kind)).toEqual(['im', 'call', 'voicemail', 'im']);
  });
});

describe('people', () => {
  it('have photos and a contact list at a server that keeps them', async () => {
    const { exchange } = client();
    expect(await findPhoto(exchange, 'jeremy@contoso.com', 'HR96x96')).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^iVBOR/),
    });
    expect(await findPhoto(exchange, 'nobody@contoso.com', 'HR96x96')).toMatchObject({
      failure: { code: 'EXCHANGE_REFUSED' },
    });
    const list = await findContacts(exchange);
    const contacts = list.ok ? list.value : { groups: [], contacts: [] };
    expect(contacts.groups.map(({ kind }) => kind).slice(0, 3)).toEqual(['other', 'pinned', 'normal']);
    const jeremy = contacts.contacts.find(({ uri }) => uri === 'sip:jeremy@contoso.com');
    expect(jeremy).toMatchObject({ name: 'Jeremy Los', groupIds: [expect.any(String), expect.any(String)] });
  });

  it('have neither at an older one', async () => {
    bench.lab.setExchange('contoso.com', { version: 'Exchange2010_SP1' });
    expect(await findContacts(client().exchange)).toMatchObject({ failure: { code: 'EXCHANGE_REFUSED' } });
  });
});

describe('signing in to the mailbox', () => {
  it.each([[['NTLM']], [['Negotiate']], [['Basic']], [['Negotiate', 'NTLM', 'Basic']]] as const)(
    'by %s',
    async (schemes) => {
      bench.lab.setExchange('contoso.com', { schemes });
      expect(await outcomeOf()).toBe('3 meetings');
      expect(await outcomeOf({ password: 'wrong' })).toBe('EXCHANGE_REFUSED');
    },
  );

  it('is not tried at a second place once one refused it', async () => {
    const made = client({ password: 'wrong' });
    await findMeetings(made.exchange, today());
    const places = new Set(made.asked.map((line) => line.split(' ')[1]));
    expect([...places].filter((place) => place?.startsWith('https:'))).toHaveLength(1);
  });

  it('cannot be without anything to prove it by', async () => {
    expect(await outcomeOf({ login: {} })).toBe('EXCHANGE_REFUSED');
  });
});

describe('[Q1] [Q5] the same mailbox from two networks', () => {
  const robin = 'robin@litwareinc.com';

  it('[K12] [Q2] [Q3] fails inside by the name of what was not sent, with the place whose chain to look at', async () => {
    const outcome = await findMeetings(client({ address: robin, location: 'inside' }).exchange, today());
    expect(outcome).toMatchObject({
      failure: {
        code: 'CERTIFICATE_INTERMEDIATE_MISSING',
        data: { issuer: expect.stringContaining('Offhook Lab'), place: expect.stringMatching(/litwareinc\.com:\d+$/) },
      },
    });
  });

  it('works outside, where the whole chain is sent', async () => {
    const [, outer] = bench.lab.profile.servers.filter(({ name }) => /mail\.litwareinc\.com$/.test(name));
    bench.lab.dns.behave('autodiscover.litwareinc.com', 'A', { kind: 'answer', addresses: [outer?.address ?? ''] });
    bench.lab.dns.behave('_autodiscover._tcp.litwareinc.com', 'SRV', {
      kind: 'answer',
      srv: [{ target: outer?.name ?? '', port: outer?.ports[0] ?? 0 }],
    });
    expect(await outcomeOf({ address: robin })).toBe('1 meetings');
    bench.lab.dns.behave('autodiscover.litwareinc.com', 'A', { kind: 'records' });
    bench.lab.dns.behave('_autodiscover._tcp.litwareinc.com', 'SRV', { kind: 'records' });
  });

  it('[Q6] works inside once the intermediate is installed there', async () => {
    bench.lab.setFaults('mail.litwareinc.com', { certificate: 'whole-chain' });
    expect(await outcomeOf({ address: robin, location: 'inside' })).toBe('1 meetings');
  });
});
