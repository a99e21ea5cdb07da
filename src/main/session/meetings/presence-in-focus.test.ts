import { describe, expect, it } from 'vitest';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { bye, focusBench, focusUri, roster, rosterType } from '../../../../test/fakes/focus-bench.ts';
import { deleteConference } from '../../../protocol/c3p/write-commands.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done } from '../../../shared/outcome.ts';

describe('the roster while the meeting goes on', () => {
  it('[I8] is asked for again after the server ended it, and until then says since when it is old', async () => {
    const { clock, agent, view, start, names, newest } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 7, 'garth', 'karen'));
    await clock.advance(100);
    expect(view.state.phase).toBe('joined');
    expect(view.state.rosterGapAt).toBeUndefined();

    newest().end();
    await clock.advance(1000);
    expect(agent.subscriptions).toHaveLength(1);
    expect(view.state.rosterGapAt).toBe(clock.wall() - 1000);
    expect(names()).toEqual(['garth', 'karen']);

    await clock.advance(1000);
    expect(agent.subscriptions).toHaveLength(2);
    // Numbers begin anew with a subscription.
    newest().notify(rosterType, roster('full', 1, 'garth', 'karen', 'vadim'));
    await clock.advance(100);
    expect(names()).toEqual(['garth', 'karen', 'vadim']);
    expect(view.state.rosterGapAt).toBeUndefined();
  });

  it('takes nothing from a subscription that lost a version, lets it go and asks for the whole', async () => {
    const { clock, agent, view, start, names, newest } = focusBench();
    start();
    await clock.advance(0);
    const first = newest();
    first.notify(rosterType, roster('full', 1, 'garth'));
    first.notify(rosterType, roster('partial', 3, 'vadim'));
    expect(view.state.rosterGapAt).toBeDefined();
    for (let version = 4; version < 8; version += 1) {
      await clock.advance(500);
      first.notify(rosterType, roster('partial', version, `late${version}`));
    }
    expect(first.isEnded).toBe(true);
    expect(agent.subscriptions).toHaveLength(2);
    newest().notify(rosterType, roster('full', 9, 'garth', 'vadim'));
    await clock.advance(100);
    expect(names()).toEqual(['garth', 'vadim']);
    expect(view.state.rosterGapAt).toBeUndefined();
  });

  it('a busy server is asked again, a refusal is not; both leave one in the meeting, told that the list is old', async () => {
    const { clock, agent, view, start } = focusBench();
    const busy: Failure = { code: 'SERVER_UNAVAILABLE', sip: { status: 503, reason: '' }, at: 0 };
    agent.accept = () => busy;
    start();
    await clock.advance(2000);
    expect(agent.subscriptions).toHaveLength(2);
    agent.accept = () => ({ ...busy, code: 'SIP_REFUSED', sip: { status: 403, reason: '' } });
    await clock.advance(60_000);
    expect(agent.subscriptions).toHaveLength(3);
    expect(view.state).toMatchObject({ phase: 'joined', rosterGapAt: clock.wall() - 62_000 });
  });

  it('that nobody can read, or that does not name us, keeps nobody out, and says so', async () => {
    for (const told of ['<conference-info', roster('full', 1, 'garth')]) {
      const { clock, agent, view, lines, start, newest } = focusBench();
      start();
      await clock.advance(0);
      newest().notify(rosterType, told);
      await clock.advance(9_999);
      expect(view.state.phase).toBe('joining');
      await clock.advance(1);
      expect(view.state).toMatchObject({ phase: 'joined', rosterGapAt: expect.any(Number) });
      expect(lines).toHaveLength(1);
      newest().notify(rosterType, roster('full', 2, 'garth', 'karen'));
      await clock.advance(200);
      expect(view.state.rosterGapAt).toBeUndefined();
      expect([agent.subscriptions.length, lines.length, clock.pending]).toEqual([1, 1, 0]);
    }
  });

  it('that becomes unreadable is old from then on, and is asked for again once', async () => {
    const { clock, agent, view, start, names, newest } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'garth', 'karen'));
    newest().notify(rosterType, 'gibberish');
    expect(view.state.rosterGapAt).toBeDefined();
    await clock.advance(2000);
    expect(agent.subscriptions).toHaveLength(2);
    for (let again = 0; again < 5; again += 1) {
      newest().notify(rosterType, 'gibberish');
      await clock.advance(2000);
    }
    expect(agent.subscriptions).toHaveLength(2);
    expect(names()).toEqual(['garth', 'karen']);
    newest().notify(rosterType, roster('full', 1, 'karen'));
    await clock.advance(100);
    expect(names()).toEqual(['karen']);
    expect(view.state.rosterGapAt).toBeUndefined();
  });

  it('looked at twice at once, as by two changes of network, loses nobody whom the server answers', async () => {
    const { clock, agent, presence, view, start, newest } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'garth', 'karen'));
    await clock.advance(100);
    await Promise.all([presence.check(), presence.check()]);
    newest().notify(rosterType, roster('full', 1, 'garth', 'karen'));
    await clock.advance(100);
    expect(view.state.phase).toBe('joined');
    expect(agent.subscriptions.map(({ isEnded }) => isEnded)).toEqual([true, true, false]);
  });

  it('refused to both of two questions at once loses nobody either: the server did answer', async () => {
    const { clock, agent, presence, view, lost, start } = focusBench();
    start();
    await clock.advance(0);
    agent.accept = () => ({ code: 'SERVER_UNAVAILABLE', sip: { status: 503, reason: '' }, at: 0 });
    await Promise.all([presence.check(), presence.check()]);
    expect(lost).toEqual([]);
    expect(view.state.phase).toBe('joined');
  });

  it('asked for when the network is another, and not told within five seconds: the way there is lost', async () => {
    const { clock, agent, presence, view, start, newest, lost } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'garth', 'karen'));
    await clock.advance(100);
    agent.accept = () => new Promise(() => undefined);
    void presence.check();
    await clock.advance(3000);
    // Asked once more, it waits as long again.
    void presence.check();
    await clock.advance(4999);
    expect([lost, view.state.phase]).toEqual([[], 'joined']);
    expect(view.state.rosterGapAt).toBeDefined();
    await clock.advance(1);
    expect(lost).toMatchObject([{ code: 'CONNECTION_LOST', detail: 'nobody answers' }]);
    expect(clock.pending).toBe(0);
  });

  it('waited for when one leaves keeps nothing behind', async () => {
    const { clock, agent, presence, start, newest, lost } = focusBench();
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'garth', 'karen'));
    await clock.advance(100);
    agent.accept = () => new Promise(() => undefined);
    void presence.check();
    await presence.leave();
    expect(clock.pending).toBe(0);
    expect(lost).toEqual([]);
  });

  it('refused while one leaves attaches nothing anew, whose end nobody would tell', async () => {
    let attached = 0;
    let hasSaidGoodbye: () => void = () => undefined;
    const goodbye = new Promise<void>((resolve) => {
      hasSaidGoodbye = resolve;
    });
    const attach = () => {
      attached += 1;
      return { close: () => goodbye };
    };
    const { clock, agent, presence, view, start, newest } = focusBench({ attach });
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'karen'));
    await clock.advance(100);
    let refuse: (failure: Failure) => void = () => undefined;
    agent.accept = () =>
      new Promise((resolve) => {
        refuse = resolve;
      });
    // As after a sleep: it is asked whether the meeting is still there, and the person does not wait for the answer.
    void presence.check();
    await clock.advance(0);
    view.leaving();
    const left = presence.leave();
    refuse({ code: 'SIP_TIMEOUT', at: 0 });
    await clock.advance(0);
    expect([attached, view.state.phase, presence.inside !== undefined]).toEqual([1, 'leaving', false]);
    hasSaidGoodbye();
    await left;
    await clock.advance(100);
    expect(clock.pending).toBe(0);
  });

  it('is not asked for again once one left, or once the conference is gone', async () => {
    const left = focusBench();
    left.start();
    await left.clock.advance(0);
    left.newest().end();
    await left.presence.leave();
    await left.clock.advance(10_000);
    expect(left.agent.subscriptions).toHaveLength(1);
    expect(left.clock.pending).toBe(0);

    const gone = focusBench();
    gone.start();
    await gone.clock.advance(0);
    gone.newest().notify(rosterType, roster('deleted', 2));
    await gone.clock.advance(0);
    // Some servers say no more than that: it would be kept there, and refreshed from here, for an hour or more.
    expect(gone.newest().isEnded).toBe(true);
    gone.newest().end();
    await gone.clock.advance(10_000);
    expect(gone.agent.subscriptions).toHaveLength(1);
    gone.presence.listener.onEnd({ bye });
    await gone.clock.advance(0);
    expect(gone.ended).toEqual([{ reason: 'meeting-ended', failure: undefined }]);
  });
});

it('who fell out at the door and is back there waits again, since the first time', async () => {
  const { clock, view, start, comeBack, presence } = focusBench();
  view.begin('asking-edge');
  start(true);
  await clock.advance(5000);
  presence.lost({ code: 'CONNECTION_LOST', at: 0 });
  view.begin('asking-edge');
  comeBack(true);
  const steps = () => view.state.steps.map(({ kind, state }) => `${kind} ${state}`);
  expect(steps()).toEqual(['asking-edge done', 'in-lobby failed', 'asking-edge done', 'in-lobby running']);
  expect(view.state).toMatchObject({ phase: 'lobby', lobbySince: clock.wall() - 5000 });
});

it('[O3] whom nobody lets in from the lobby is told so, and where', async () => {
  const { clock, presence, start, ended } = focusBench();
  start(true);
  presence.listener.onEnd({ bye });
  await clock.advance(0);
  expect(ended).toMatchObject([
    { reason: 'lobby-denied', failure: { code: 'LOBBY_DENIED', server: 'tailspintoys.com' } },
  ]);
});

it.each([
  ['was taken', 202, 'meeting-ended'],
  ['was refused', 403, 'removed'],
] as const)(
  'who asked for the end, which %s, and hears a BYE without a word, is told what came of it',
  async (_what, status, reason) => {
    const { clock, presence, start, newest, ended } = focusBench({ answer: async () => done(fakeResponse(status)) });
    start();
    await clock.advance(0);
    newest().notify(rosterType, roster('full', 1, 'karen'));
    const running = presence.inside?.commands.run(deleteConference(focusUri));
    await clock.advance(0);
    presence.listener.onEnd({ bye });
    await running;
    await clock.advance(0);
    expect(ended).toEqual([{ reason, failure: undefined }]);
  },
);
