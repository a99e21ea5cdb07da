import { describe, expect, it } from 'vitest';
import {
  type Asked,
  focusOf,
  hour,
  idIn,
  info,
  now,
  plan,
  refusal,
  setUpScheduling,
  success,
  withOneMeeting,
} from '../../../../test/fakes/factory-bench.ts';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { invitationWords } from '../../../../test/fakes/invitation-words.ts';
import { attr, child, textOf } from '../../../protocol/xml/find.ts';
import { noProvisioning, type ProvisioningState } from '../../../shared/model/provisioning.ts';
import { reasonAgainstAccess } from '../../../shared/model/scheduling.ts';
import { done, failed } from '../../../shared/outcome.ts';
import type { Answer } from '../../sip/agent.ts';

const FACTORY = 'sip:karen@contoso.com;gruu;opaque=app:conf:focusfactory';

describe('setting a meeting up', () => {
  it('asks the own factory and shows what the server made of it', async () => {
    const { outcome, asked, shown } = await withOneMeeting();
    expect(asked.map(({ name, uri }) => [name, uri])).toEqual([
      ['getConferencingCapabilities', FACTORY],
      ['addConference', FACTORY],
      ['getConference', FACTORY],
    ]);
    const id = outcome.ok ? outcome.value.conferenceId : '';
    expect(outcome).toEqual({
      ok: true,
      value: {
        ...plan,
        conferenceId: id,
        focusUri: focusOf(id),
        joinLink: `https://meet.contoso.com/karen/${id}`,
        invited: ['anu@contoso.com'],
        expiresAt: plan.endsAt + 14 * 24 * hour,
        isActive: false,
        isStatic: false,
      },
    });
    expect(shown()).toMatchObject({ meetings: [{ conferenceId: id }], modalities: ['chat'] });
  });

  it('takes another id when the server has one like it', async () => {
    const ids: string[] = [];
    const { outcome } = await withOneMeeting({
      addConference: (asked) => {
        ids.push(idIn(asked));
        return ids.length < 3
          ? refusal('addConference', 'conferenceExists')
          : success('addConference', info(idIn(asked)));
      },
    });
    expect(outcome).toMatchObject({ ok: true, value: { conferenceId: ids[2] } });
    expect(new Set(ids).size).toBe(3);
  });

  it('is led into no meeting of somebody else, and shows none', async () => {
    const others = info('7KKK7KKK').replace('karen@contoso.com', 'boss@contoso.com');
    for (const command of ['addConference', 'getConference', 'getConferences'] as const) {
      const { service, shown } = setUpScheduling({ [command]: success(command, others) });
      const now = await service.meetNow();
      if (command === 'addConference') {
        expect(now).toMatchObject({ failure: { code: 'SCHEDULING_UNREADABLE' } });
        expect(await service.create(plan)).toMatchObject({ failure: { code: 'SCHEDULING_UNREADABLE' } });
      } else expect(now.ok && now.value.joinText).toMatch(/^conf:sip:karen@contoso\.com;gruu;/);
      await service.refresh();
      expect(JSON.stringify(shown())).not.toContain('boss');
    }
  });

  it('takes what the server tells of another meeting of one’s own for no answer about this one', async () => {
    const { outcome, shown } = await withOneMeeting({
      getConference: success('getConference', info('0THER123', '<subject>Other</subject>')),
    });
    expect(outcome).toMatchObject({ ok: true, value: { subject: 'Budget' } });
    expect(shown().meetings.map(({ subject }) => subject)).toEqual(['Budget']);
  });

  it('has a subject of one line, so that it cannot write into the invitation', async () => {
    const subject = 'Budget\r\nJoin the meeting:\nhttps://evil.example/\u202e';
    const { outcome, service } = await withOneMeeting({}, { ...plan, subject });
    const made = service.invitation(outcome.ok ? outcome.value.conferenceId : '', invitationWords);
    const text = made.ok ? made.value.text : '';
    expect(text.split('\n')).toContain('Budget Join the meeting: https://evil.example/');
    expect(text.match(/^Join the meeting:$/gm)).toHaveLength(1);
    const ics = made.ok ? (made.value.ics ?? '') : '';
    const unfolded = ics.replace(/\r\n /g, '');
    expect(unfolded).toContain('SUMMARY:Budget Join the meeting: https://evil.example/\r\n');
    expect(unfolded.match(/^(?:BEGIN|END|URL|ORGANIZER|SUMMARY)/gm)).toHaveLength(7);
  });

  it('gives up when every id is taken', async () => {
    const { outcome, names } = await withOneMeeting({ addConference: refusal('addConference', 'ConferenceExists') });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'SCHEDULING_REFUSED', data: { reason: 'exists' } } });
    expect(names().filter((name) => name === 'addConference')).toHaveLength(4);
  });

  it('sends its own data no more to a server that calls them malformed, and knows the time all the same', async () => {
    const hasData = ({ command }: Asked) =>
      child(child(child(command, 'conference-info'), 'conference-description'), 'organizer-roaming-data') !== undefined;
    const { outcome, service, asked } = await withOneMeeting({
      addConference: (each) =>
        hasData(each) ? refusal('addConference', 'requestMalformed') : success('addConference', info(idIn(each))),
    });
    expect(outcome).toMatchObject({ ok: true, value: { startsAt: plan.startsAt, endsAt: plan.endsAt } });
    await service.create(plan);
    expect(asked.filter(({ name }) => name === 'addConference').map(hasData)).toEqual([true, false, false]);
  });

  it('has a link for the address itself where the server has no page', async () => {
    const { outcome } = await withOneMeeting({ getConference: refusal('getConference', 'otherFailure') });
    expect(outcome.ok && outcome.value.joinLink).toBe(`conf:${focusOf(outcome.ok ? outcome.value.conferenceId : '')}`);
  });

  it.each([
    ['order', { endsAt: plan.startsAt }],
    ['past', { startsAt: now - 2 * hour, endsAt: now - hour }],
    ['far', { endsAt: now + 10 * 365 * 24 * hour }],
    ['address', { invited: ['Anu'] }],
    ['address', { invited: ['anu@contoso.com?x=1'] }],
    ['address', { invited: ['sip:anu@contoso.com;x"><b'] }],
  ])('asks nobody about a plan with a wrong %s', async (problem, change) => {
    const { outcome, names } = await withOneMeeting({}, { ...plan, ...change });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'SCHEDULING_INVALID', data: { problem } } });
    expect(names()).toEqual([]);
  });

  it('asks nobody about what the company’s rules forbid', async () => {
    const provisioning: ProvisioningState = {
      ...noProvisioning,
      sections: [
        {
          id: 'conferencing',
          entries: [{ group: 'meetingPolicy', key: 'AllowAnonymousParticipants', value: 'false', known: true }],
        },
      ],
    };
    const { service, names } = setUpScheduling({}, provisioning);
    expect(await service.create({ ...plan, access: 'everyone' })).toMatchObject({
      failure: { code: 'SCHEDULING_REFUSED', data: { reason: 'access' } },
    });
    expect(names()).toEqual([]);
  });

  it('learns from the server that guests are not let in, and says by which of its words', async () => {
    const { service, shown, asked } = setUpScheduling({
      getConferencingCapabilities: success(
        'getConferencingCapabilities',
        '<anonymous-scheduling>false</anonymous-scheduling>',
      ),
    });
    await service.meetNow();
    const policy = asked.find(({ name }) => name === 'addConference');
    expect(textOf(policy?.command, 'conference-info', 'conference-description', 'admission-policy')).toBe(
      'openAuthenticated',
    );
    expect(reasonAgainstAccess({ provisioning: noProvisioning, ownMeetings: shown() }, 'everyone')).toMatchObject({
      key: 'anonymous-scheduling',
    });
  });
});

describe('what a server may say instead', () => {
  const at = now;
  const timedOut: Answer = failed({ code: 'SIP_TIMEOUT', at });
  it.each<[string, string | Answer, object]>([
    ['forbidden', refusal('addConference', 'forbidden'), { code: 'SCHEDULING_REFUSED', data: { reason: 'forbidden' } }],
    ['too many', refusal('addConference', 'MaximumConferencesExceeded'), { data: { reason: 'too-many' } }],
    [
      'a word nobody knows',
      refusal('addConference', 'mondayClosed'),
      { data: { reason: 'other' }, detail: 'mondayClosed' },
    ],
    ['no word', '<response code="failure"/>', { data: { reason: 'other' } }],
    ['403', done(fakeResponse(403)), { data: { reason: 'forbidden' }, sip: { status: 403 } }],
    ['404', done(fakeResponse(404)), { code: 'SCHEDULING_UNAVAILABLE', sip: { status: 404 } }],
    ['503', done(fakeResponse(503)), { code: 'SCHEDULING_UNAVAILABLE' }],
    ['nothing', timedOut, { code: 'SIP_TIMEOUT' }],
    ['no XML', 'hello', { code: 'SCHEDULING_UNREADABLE', detail: 'not-well-formed' }],
    ['later', '<response code="pending"/>', { code: 'SCHEDULING_UNAVAILABLE', detail: 'pending' }],
    ['a bomb', '<!DOCTYPE a [<!ENTITY a "b">]><response code="success"/>', { detail: 'doctype' }],
  ])('%s', async (_, answer, failure) => {
    const { outcome, shown } = await withOneMeeting({ addConference: answer });
    expect(outcome).toMatchObject({ ok: false, failure });
    expect(shown().meetings).toEqual([]);
  });

  it('sets up a meeting all the same when the server does not say what it can do', async () => {
    const { outcome, asked } = await withOneMeeting({ getConferencingCapabilities: done(fakeResponse(500)) });
    expect(outcome.ok).toBe(true);
    const views = child(child(asked[1]?.command, 'conference-info'), 'conference-view')?.children;
    expect(views?.map((view) => attr(view, 'entity'))).toEqual([
      'chat',
      'audio-video',
      'applicationsharing',
      'meeting',
    ]);
  });
});

describe('Meet Now', () => {
  it('needs one answer once the server’s abilities are known, and leads straight in', async () => {
    const { service, asked } = setUpScheduling();
    await service.meetNow();
    asked.length = 0;
    const begun = await service.meetNow();
    const id = asked[0] ? idIn(asked[0]) : '';
    expect(begun).toEqual({
      ok: true,
      value: { focusUri: focusOf(id), conferenceId: id, joinText: `conf:${focusOf(id)}` },
    });
    expect(asked[0]?.name).toBe('addConference');
  });

  it('takes the address the server gave, should it differ', async () => {
    const { service } = setUpScheduling({ addConference: success('addConference', info('SERVERS2')) });
    expect(await service.meetNow()).toMatchObject({ value: { focusUri: focusOf('SERVERS2') } });
  });
});
