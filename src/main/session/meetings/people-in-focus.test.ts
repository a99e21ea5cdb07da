import { describe, expect, it } from 'vitest';
import {
  bye,
  focusBench,
  focusUri,
  guestEntity,
  roster,
  rosterDocument,
  rosterType,
  seatOf,
} from '../../../../test/fakes/focus-bench.ts';

describe('a storm', () => {
  it('a thousand who come within a second are shown ten times, and all of them at the end', async () => {
    const { clock, view, start, newest, paints } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com')));
    const before = paints();
    for (let count = 0; count < 1000; count += 1) {
      newest().notify(rosterType, rosterDocument('partial', count + 2, seatOf(`sip:visitor${count}@contoso.com`)));
      await clock.advance(1);
    }
    await clock.advance(100);
    expect(paints() - before).toBeLessThanOrEqual(11);
    expect(view.state.participants).toHaveLength(1001);
  });

  it('one who comes alone is shown within 100 ms', async () => {
    const { clock, start, newest, names } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'karen'));
    await clock.advance(500);
    newest().notify(rosterType, roster('partial', 2, 'vadim'));
    expect(names()).toEqual(['karen']);
    await clock.advance(100);
    expect(names()).toEqual(['karen', 'vadim']);
  });
});

describe('the lobby', () => {
  it('[O3] a presenter sees who waits and since when, also through changes of others', async () => {
    const { clock, view, start, newest } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(
      rosterType,
      rosterDocument('full', 1, seatOf('sip:karen@contoso.com') + seatOf(guestEntity, 'on-hold')),
    );
    const since = clock.wall();
    await clock.advance(60_000);
    newest().notify(rosterType, rosterDocument('partial', 2, seatOf('sip:vadim@contoso.com')));
    await clock.advance(100);
    const waiting = () => view.state.participants.filter(({ state }) => state === 'in-lobby');
    expect(waiting()).toMatchObject([{ entity: guestEntity, waitingSince: since, isGuest: true }]);
    newest().notify(rosterType, rosterDocument('partial', 3, seatOf(guestEntity)));
    await clock.advance(100);
    expect(waiting()).toEqual([]);
    expect(view.state.participants.find(({ entity }) => entity === guestEntity)).not.toHaveProperty('waitingSince');
  });

  it('[O2] who waits is told since when, and is in once the roster says so', async () => {
    const { clock, view, start, newest } = focusBench();
    start(true);
    await clock.advance(0);
    expect(view.state).toMatchObject({ phase: 'lobby', lobbySince: clock.wall() });
    newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com', 'on-hold')));
    expect(view.state.phase).toBe('lobby');
    newest().notify(rosterType, rosterDocument('partial', 2, seatOf('sip:karen@contoso.com')));
    await clock.advance(100);
    expect(view.state.phase).toBe('joined');
    expect(view.state).not.toHaveProperty('lobbySince');
  });
});

it('[O2] who waits is not in because another device of theirs is', async () => {
  const { clock, view, start, newest, lines } = focusBench();
  start(true);
  await clock.advance(0);
  const ours = (status: string) =>
    `<endpoint entity="{4A5B2C3D-6E7F-4811-92A3-B4C5D6E7F809}" session-type="focus"><status>${status}</status></endpoint>`;
  const seats = (status: string) => seatOf('sip:karen@contoso.com', 'connected', ours(status));
  newest().notify(rosterType, rosterDocument('full', 1, seats('on-hold')));
  expect([view.state.phase, lines.length]).toEqual(['lobby', 0]);
  newest().notify(rosterType, rosterDocument('partial', 2, seats('connected')));
  await clock.advance(100);
  expect([view.state.phase, lines.length]).toEqual(['joined', 1]);
});

it('[O2] who fell out at the door and was let in meanwhile is in, also where no roster says so', async () => {
  const { clock, agent, view, start, presence, comeBack, lines } = focusBench({ anonymous: true });
  start(true);
  await clock.advance(0);
  presence.listener.onEnd({ failure: { code: 'CONNECTION_LOST', at: 0 } });
  agent.accept = () => ({ code: 'SIP_REFUSED', sip: { status: 403, reason: '' }, at: 0 });
  comeBack();
  await clock.advance(10_000);
  expect(view.state.phase).toBe('joined');
  expect(view.state).not.toHaveProperty('lobbySince');
  expect(lines).toHaveLength(1);
});

describe('guests among themselves', () => {
  it('[I15] are told until when, and not any more once somebody of a company is there', async () => {
    const { clock, view, start, newest } = focusBench({ anonymous: true });
    start();
    await clock.advance(0);
    newest().notify(rosterType, rosterDocument('full', 1, seatOf(guestEntity)));
    const end = clock.wall() + 90 * 60_000;
    expect(view.state.graceEndsAt).toBe(end);
    await clock.advance(60_000);
    newest().notify(rosterType, rosterDocument('partial', 2, seatOf('sip:other@anonymous.invalid')));
    await clock.advance(100);
    expect(view.state.graceEndsAt).toBe(end);
    newest().notify(rosterType, rosterDocument('partial', 3, seatOf('sip:garth@tailspintoys.com')));
    await clock.advance(100);
    expect(view.state).not.toHaveProperty('graceEndsAt');
  });

  it('[I15] nobody else is told', async () => {
    const { clock, view, start, newest } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com') + seatOf(guestEntity)));
    expect(view.state).not.toHaveProperty('graceEndsAt');
  });
});

it('who fell out and is back sees the times go on: since when people wait, until when guests may stay', async () => {
  const cut = { code: 'CONNECTION_LOST', at: 0 } as const;
  const presenter = focusBench();
  presenter.start();
  await presenter.clock.advance(0);
  const waits = rosterDocument('full', 1, seatOf('sip:karen@contoso.com') + seatOf(guestEntity, 'on-hold'));
  presenter.newest().notify(rosterType, waits);
  const since = presenter.clock.wall();
  await presenter.clock.advance(60_000);
  presenter.presence.listener.onEnd({ failure: cut });
  presenter.comeBack();
  await presenter.clock.advance(0);
  presenter.newest().notify(rosterType, waits);
  const { participants } = presenter.view.state;
  expect(participants.find(({ entity }) => entity === guestEntity)).toMatchObject({ waitingSince: since });

  const guest = focusBench({ anonymous: true });
  guest.start();
  await guest.clock.advance(0);
  guest.newest().notify(rosterType, rosterDocument('full', 1, seatOf(guestEntity)));
  const end = guest.view.state.graceEndsAt;
  await guest.clock.advance(60_000);
  guest.presence.listener.onEnd({ failure: cut });
  guest.comeBack();
  await guest.clock.advance(0);
  guest.newest().notify(rosterType, rosterDocument('full', 1, seatOf(guestEntity)));
  expect(guest.view.state.graceEndsAt).toBe(end);
});

describe('what stands on a meeting', () => {
  it('is attached once, when one is let in and not at the door, and closed at the end', async () => {
    const { clock, presence, start, newest, lines, closed, ended } = focusBench();
    start(true);
    await clock.advance(0);
    newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com', 'on-hold')));
    expect(presence.inside).toBeUndefined();
    expect(lines).toEqual([]);
    newest().notify(rosterType, rosterDocument('partial', 2, seatOf('sip:karen@contoso.com')));
    await clock.advance(100);
    newest().notify(rosterType, rosterDocument('partial', 3, seatOf('sip:vadim@contoso.com')));
    await clock.advance(100);
    expect(lines).toMatchObject([
      { meetingId: 'm1', focusUri, ownEntity: 'sip:karen@contoso.com', displayName: 'Karen Berg', isGuest: false },
    ]);
    expect(lines[0]?.nameOf('SIP:Vadim@contoso.com;gruu')).toBe('sip:vadim@contoso.com');
    expect(lines[0]?.mcuUri('chat')).toBeUndefined();
    presence.listener.onEnd({ bye });
    await clock.advance(0);
    expect(closed()).toBe(1);
    expect(presence.inside).toBeUndefined();
    expect(ended).toHaveLength(1);
    expect(await lines[0]?.command({ name: 'x', xml: '<x/>' })).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
  });

  it('hears each shown change of the roster, until it does not want to', async () => {
    const { clock, start, newest, lines } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com')));
    let changes = 0;
    lines[0]?.onChange(() => {
      throw new Error('a part that fails');
    });
    const stop = lines[0]?.onChange(() => {
      changes += 1;
    });
    for (let version = 2; version < 20; version += 1) {
      newest().notify(rosterType, rosterDocument('partial', version, seatOf(`sip:v${version}@contoso.com`)));
    }
    await clock.advance(100);
    expect(changes).toBe(1);
    stop?.();
    newest().notify(rosterType, rosterDocument('partial', 20, seatOf('sip:late@contoso.com')));
    await clock.advance(100);
    expect(changes).toBe(1);
  });

  it('never ends the meeting when it fails, and is not waited for without end', async () => {
    const failing = focusBench({
      attach: () => {
        throw new Error('no chat');
      },
    });
    failing.start();
    await failing.clock.advance(0);
    failing.newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com')));
    expect(failing.view.state.phase).toBe('joined');

    const hanging = focusBench({ attach: () => ({ close: () => new Promise<void>(() => undefined) }) });
    hanging.start();
    await hanging.clock.advance(0);
    hanging.newest().notify(rosterType, rosterDocument('full', 1, seatOf('sip:karen@contoso.com')));
    let hasLeft = false;
    void hanging.presence.leave().then(() => {
      hasLeft = true;
    });
    await hanging.clock.advance(1999);
    expect(hasLeft).toBe(false);
    await hanging.clock.advance(1);
    expect(hasLeft).toBe(true);
  });
});
