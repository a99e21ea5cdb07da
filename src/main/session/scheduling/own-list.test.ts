import { describe, expect, it } from 'vitest';
import {
  focusOf,
  idIn,
  info,
  joinUrl,
  now,
  plan,
  refusal,
  setUpScheduling,
  success,
  withOneMeeting,
} from '../../../../test/fakes/factory-bench.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { invitationWords } from '../../../../test/fakes/invitation-words.ts';
import { attr, child } from '../../../protocol/xml/find.ts';
import { noOwnMeetings } from '../../../shared/model/scheduling.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { done } from '../../../shared/outcome.ts';
import type { Answer } from '../../sip/agent.ts';

describe('the list', () => {
  it('is read by itself a little after signing in, with the standing room and the details', async () => {
    const { clock, shown, asked } = setUpScheduling({
      getConferences: ({ command }) =>
        attr(command, 'static') === 'true'
          ? success('getConferences', info('STANDING', '', 'static="true"'))
          : success(
              'getConferences',
              info('LATER234', '<subject>Later</subject>') + info('S00NER23', '<subject>Sooner</subject>'),
            ),
      getConference: (each) => {
        const start = idIn(each) === 'LATER234' ? '2026-11-22' : '2026-11-21';
        const times = `<organizer-roaming-data><times xmlns="urn:offhook:meeting-times" start="${start}T09:00:00Z" end="${start}T10:00:00Z"/></organizer-roaming-data>`;
        return success(
          'getConference',
          info(idIn(each), joinUrl(idIn(each)) + (idIn(each) === 'STANDING' ? '' : times)),
        );
      },
    });
    expect(shown().state).toBe('loading');
    expect(asked).toEqual([]);
    await clock.advance(3000);
    expect(shown()).toMatchObject({ state: 'ready', updatedAt: now + 3000 });
    expect(shown().meetings.map(({ subject, isStatic, joinLink }) => [subject, isStatic, joinLink])).toEqual([
      ['Sooner', false, 'https://meet.contoso.com/karen/S00NER23'],
      ['Later', false, 'https://meet.contoso.com/karen/LATER234'],
      ['', true, 'https://meet.contoso.com/karen/STANDING'],
    ]);
  });

  it('of one account is not shown to the next, also where the server of that one holds no meetings', async () => {
    const { state, clock, end, shown } = await withOneMeeting();
    // Given up by the server: nobody signs out.
    end.abort();
    const registered = async (sipUri: string) => {
      state.set('account', { kind: 'registered', account: { sipUri } } as Snapshot['account']);
      await clock.advance(100);
    };
    await registered('sip:karen@contoso.com');
    expect(shown().meetings).toHaveLength(1);
    await registered('sip:vadim@example.com');
    expect(shown()).toEqual(noOwnMeetings);
  });

  it('asks for details again only when something changed', async () => {
    let update = '2026-11-01T00:00:00Z';
    const { service, names, shown } = setUpScheduling({
      getConferences: () => success('getConferences', info('AB23CD45', `<last-update>${update}</last-update>`)),
    });
    await service.refresh();
    await service.refresh();
    expect(names().filter((name) => name === 'getConference')).toHaveLength(1);
    expect(shown().meetings[0]?.joinLink).toBe('https://meet.contoso.com/karen/AB23CD45');
    update = '2026-11-02T00:00:00Z';
    await service.refresh();
    expect(names().filter((name) => name === 'getConference')).toHaveLength(2);
  });

  it('shows nobody and nothing any more that was taken off a meeting elsewhere', async () => {
    let update = '2026-11-01T00:00:00Z';
    const bob = '<users><user entity="sip:bob@contoso.com"/></users>';
    const first = info('AB23CD45', '<subject>Pay</subject>').replace('</conference-info>', `${bob}</conference-info>`);
    let detail = first;
    const { service, shown } = setUpScheduling({
      getConferences: () => success('getConferences', info('AB23CD45', `<last-update>${update}</last-update>`)),
      getConference: () => success('getConference', detail),
    });
    await service.refresh();
    expect(shown().meetings).toMatchObject([{ subject: 'Pay', invited: ['bob@contoso.com'] }]);
    // A list leaves out what the answer about one meeting has.
    await service.refresh();
    expect(shown().meetings).toMatchObject([{ subject: 'Pay', invited: ['bob@contoso.com'] }]);
    update = '2026-11-02T00:00:00Z';
    detail = info('AB23CD45');
    await service.refresh();
    expect(shown().meetings).toMatchObject([{ subject: '', invited: [] }]);
  });

  it.each([0, 3000])('does not seem to come when the connection goes %d ms after it was made', async (ms) => {
    const bench = setUpScheduling();
    bench.agent.answer = () => new Promise(() => undefined);
    await bench.clock.advance(ms);
    bench.end.abort();
    expect(bench.shown().state).toBe('failed');
    bench.service.start({ agent: bench.agent, displayName: 'Karen Berg', signal: new AbortController().signal });
    expect(bench.shown().state).toBe('loading');
  });

  it('shows what it says at once, and is not asked for each detail by turns when nobody answers any more', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `MEET${1000 + at}`);
    const silent: Answer = { ok: false, failure: { code: 'SIP_TIMEOUT', at: 0 } };
    const { service, shown, names } = setUpScheduling({
      getConferences: ({ command }) =>
        success('getConferences', attr(command, 'static') === 'true' ? '' : ids.map((id) => info(id)).join('')),
      getConference: silent,
    });
    expect(await service.refresh()).toMatchObject({ ok: true });
    expect(shown()).toMatchObject({ state: 'ready' });
    expect(shown().meetings).toHaveLength(50);
    expect(names().filter((name) => name === 'getConference').length).toBeLessThanOrEqual(4);
  });

  it('asks for the details of the others when one cannot be had', async () => {
    const { service, shown } = setUpScheduling({
      getConferences: ({ command }) =>
        success('getConferences', attr(command, 'static') === 'true' ? '' : info('GONE1234') + info('GOOD1234')),
      getConference: (each) =>
        idIn(each) === 'GONE1234'
          ? refusal('getConference', 'conferenceDoesntExist')
          : success('getConference', info('GOOD1234', '<subject>Good</subject>')),
    });
    await service.refresh();
    expect(shown().meetings.map(({ subject }) => subject)).toEqual(['', 'Good']);
  });

  it('keeps what was known when it cannot be read', async () => {
    let answer: string | Answer = success('getConferences', info('AB23CD45'));
    const { service, shown } = setUpScheduling({ getConferences: () => answer });
    await service.refresh();
    answer = done(fakeResponse(503));
    expect(await service.refresh()).toMatchObject({ failure: { code: 'SCHEDULING_UNAVAILABLE' } });
    expect(shown()).toMatchObject({ state: 'failed', meetings: [{ conferenceId: 'AB23CD45' }] });
  });

  it('does not lose a meeting that is set up while it is being read', async () => {
    let release: (answer: Answer) => void = () => undefined;
    const bench = setUpScheduling();
    const usualAnswer = bench.agent.answer;
    bench.agent.answer = (method, options) =>
      options.body?.text.includes('<getConferences/>')
        ? new Promise((resolve) => (release = resolve))
        : usualAnswer(method, options);
    const reading = bench.service.refresh();
    await bench.service.create(plan);
    release(done(fakeResponse(200, success('getConferences'))));
    await reading;
    expect(bench.shown().meetings).toHaveLength(1);
  });

  it('is nothing where there is no factory', async () => {
    const { service, shown } = setUpScheduling({ getConferences: done(fakeResponse(404)) });
    await service.refresh();
    expect(shown()).toMatchObject({ state: 'none', failure: { code: 'SCHEDULING_UNAVAILABLE' } });
  });
});

describe('changing and taking back', () => {
  it('keeps the link and replaces the rest', async () => {
    const { service, outcome, asked, shown } = await withOneMeeting();
    const id = outcome.ok ? outcome.value.conferenceId : '';
    const changed = await service.change(id, { ...plan, subject: 'New', access: 'organizer', invited: [] });
    expect(changed).toMatchObject({
      value: { subject: 'New', access: 'organizer', invited: [], joinLink: `https://meet.contoso.com/karen/${id}` },
    });
    const sent = asked.find(({ name }) => name === 'modifyConference')?.command;
    expect(attr(child(sent, 'conference-info'), 'entity')).toBe(focusOf(id));
    expect(shown().meetings).toHaveLength(1);
  });

  it('puts a meeting away that the server has no more', async () => {
    const { service, outcome, shown } = await withOneMeeting({
      modifyConference: refusal('modifyConference', 'conferenceDoesntExist'),
    });
    const id = outcome.ok ? outcome.value.conferenceId : '';
    expect(await service.change(id, plan)).toMatchObject({ failure: { code: 'OWN_MEETING_GONE' } });
    expect(shown().meetings).toEqual([]);
    expect(await service.change(id, plan)).toMatchObject({ failure: { code: 'OWN_MEETING_GONE' } });
  });

  it.each(['', 'conferenceDoesNotExist'])(
    'takes back what is there, and what is gone already: "%s"',
    async (reason) => {
      const answer = reason === '' ? success('deleteConference') : refusal('deleteConference', reason);
      const { service, outcome, shown } = await withOneMeeting({ deleteConference: answer });
      expect(await service.remove(outcome.ok ? outcome.value.conferenceId : '')).toEqual(done(undefined));
      expect(shown().meetings).toEqual([]);
    },
  );

  it('keeps a meeting the server does not let go', async () => {
    const { service, outcome, shown } = await withOneMeeting({
      deleteConference: refusal('deleteConference', 'forbidden'),
    });
    expect((await service.remove(outcome.ok ? outcome.value.conferenceId : '')).ok).toBe(false);
    expect(shown().meetings).toHaveLength(1);
  });

  it('leaves the standing room alone', async () => {
    const { service, names } = setUpScheduling({
      getConferences: success('getConferences', info('STANDING', '', 'static="true"')),
    });
    await service.refresh();
    for (const outcome of [await service.remove('STANDING'), await service.change('STANDING', plan)]) {
      expect(outcome).toMatchObject({ failure: { code: 'SCHEDULING_REFUSED', data: { reason: 'standing' } } });
    }
    expect(names()).not.toContain('deleteConference');
  });
});

describe('inviting', () => {
  it('is for meetings one has, and saves what the person wants saved', async () => {
    const { service, outcome } = await withOneMeeting();
    const id = outcome.ok ? outcome.value.conferenceId : '';
    const saved: string[] = [];
    const save = (file: { name: string; text: string }) => {
      saved.push(file.name, file.text.slice(0, 15));
      return Promise.resolve(true);
    };
    expect(await service.saveInvitation(id, invitationWords, save)).toEqual(done('saved'));
    expect(saved).toEqual(['Budget.ics', 'BEGIN:VCALENDAR']);
    expect(await service.saveInvitation(id, invitationWords, () => Promise.resolve(false))).toEqual(done('cancelled'));
    expect(await service.saveInvitation(id, invitationWords, () => Promise.reject(new Error('ENOSPC')))).toMatchObject({
      failure: { code: 'STORAGE_FAILED', data: { what: 'file' }, detail: 'ENOSPC' },
    });
    expect(service.invitation('NOBODY23', invitationWords)).toMatchObject({ failure: { code: 'OWN_MEETING_GONE' } });
  });

  it('has nothing for a calendar where there is no time', async () => {
    const { service } = setUpScheduling({ getConferences: success('getConferences', info('AB23CD45')) });
    await service.refresh();
    expect(await service.saveInvitation('AB23CD45', invitationWords, () => Promise.resolve(true))).toMatchObject({
      failure: { code: 'SCHEDULING_INVALID', data: { problem: 'no-time' } },
    });
  });
});

describe('signing out', () => {
  it('asks nothing any more', async () => {
    const { service, end, clock, asked, shown } = setUpScheduling();
    end.abort();
    service.forget();
    await clock.advance(10_000);
    const outcomes = [
      await service.refresh(),
      await service.create(plan),
      await service.change('AB23CD45', plan),
      await service.remove('AB23CD45'),
      await service.meetNow(),
      service.invitation('AB23CD45', invitationWords),
    ];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect(asked).toEqual([]);
    expect(shown()).toEqual(noOwnMeetings);
  });

  it('is another thing than being signed in where there are no meetings', async () => {
    const { service, end, state } = setUpScheduling();
    end.abort();
    service.forget();
    state.set('account', { kind: 'registered', account: { sipUri: 'sip:karen@contoso.com' } } as Snapshot['account']);
    for (const outcome of [await service.meetNow(), await service.refresh()])
      expect(outcome).toMatchObject({ failure: { code: 'MEETINGS_NOT_HELD' } });
  });

  it('shows nobody the meetings of whoever was here before', async () => {
    const { service, agent, shown } = await withOneMeeting();
    expect(shown().meetings).toHaveLength(1);
    const other = createFakeSipAgent();
    const identity = { ...agent.identity, aor: 'sip:anu@contoso.com' };
    service.start({ agent: { ...other, identity }, displayName: 'Anu', signal: new AbortController().signal });
    expect(shown().meetings).toEqual([]);
  });
});
