/** One client through bad days: what happens to it, what it shall be in the end, and whether what it shows is what the lab knows. */
import type { NetworkInterfaceInfo } from 'node:os';
import { expect } from 'vitest';
import type { Lab, ServerFaults } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { plainText, type TextMessage } from '../../src/shared/model/conversation.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { type ImPeer, startImPeer } from './im-peer.ts';
import { type LabClient, startLabClient } from './lab-client.ts';

export const person = 'karen@contoso.com';
/** Of another company, whose servers nothing happens to. */
const friend = 'kim.akers@fabrikam.com';
export const ownEdge = 'sip.contoso.com';
const meetingId = 'C0NT0S02';
/** A server that answers does so within so many looks; then time passes. */
const mostLooks = 60;
/** Of half a second each: longer than any pause that such a day leads to. */
const mostSteps = 1200;
/** Limits that run while something is asked: of an attempt, of connections, of answers. */
const limits: readonly number[] = [2000, 3000, 8000, 10_000, 30_000];

/** What the person has done, and what has been done to her: from it follows what must be. */
export interface Wanted {
  isSignedIn: boolean;
  isInMeeting: boolean;
}

export class StayingBench {
  readonly lab: Lab;
  readonly clock: HandClock;
  readonly world: LabClient;
  readonly #friend: ImPeer;
  readonly #place: { address: string };
  #said = 0;

  constructor(parts: { lab: Lab; clock: HandClock; world: LabClient; friend: ImPeer; place: { address: string } }) {
    this.lab = parts.lab;
    this.clock = parts.clock;
    this.world = parts.world;
    this.#friend = parts.friend;
    this.#place = parts.place;
  }

  get now(): Snapshot {
    return this.world.client.state.get();
  }

  /** The faults of the company's edge from now on. */
  edge(faults: ServerFaults): void {
    this.lab.setFaults(ownEdge, faults);
  }

  /** The machine moves; `isAddressLost`: what the connection stands on is gone. */
  async move(isAddressLost: boolean): Promise<void> {
    const { account } = this.now;
    if (isAddressLost && account.kind === 'registered') {
      // It was the address of an interface as long as one looked.
      this.#place.address = account.account.local.replace(/:\d+$/, '');
      await this.clock.pass(1500);
    }
    this.#place.address = `198.51.100.${(this.#said % 200) + 1}`;
    this.#said += 1;
    await this.clock.pass(1500);
  }

  async join(): Promise<void> {
    const text = this.lab.profile.meetings.find(({ id }) => id === meetingId)?.links.conf ?? '';
    await this.#finished(this.world.client.meetings.join({ text, guestName: '', as: 'auto' }));
  }

  async leave(): Promise<void> {
    await this.#finished(this.world.client.meetings.leave());
  }

  /** Writes to the friend; how many texts were written until now makes each another. */
  say(): void {
    const { talks } = this.world.client;
    const opened = talks.open({ uri: friend });
    this.#said += 1;
    if (opened.ok) talks.send(opened.value, `message ${this.#said}`);
  }

  /** The friend writes to her. */
  hear(): void {
    this.#said += 1;
    this.#friend.say(person, `answer ${this.#said}`);
  }

  /** Waits for what a person waits for, time passing where nobody answers. */
  async #finished(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    void work.finally(() => {
      isDone = true;
    });
    await this.#passUntil(() => isDone);
  }

  async signIn(): Promise<void> {
    await this.#finished(this.world.signIn(person));
  }

  /** Signs in with a password that is not hers, and waits long after: what is wrong about that. A server locks accounts that are tried again and again. */
  async beRefused(): Promise<string[]> {
    await this.#finished(this.world.signIn(person, 'not hers'));
    let asked = 0;
    const stop = this.lab.onLog(({ server, startLine }) => {
      if (server === ownEdge && startLine.startsWith('REGISTER')) asked += 1;
    });
    await this.clock.pass(600_000);
    stop();
    const { account } = this.now;
    const code = account.kind === 'signed-out' ? account.failure?.code : undefined;
    // Time that was let pass has not passed in the lab: after enough of it the clock has the blame, which is shown as well.
    const isSaid = code === 'CREDENTIALS_WRONG' || code === 'CLOCK_OFF';
    return [
      ...(isSaid ? [] : [`refused, and shown as ${account.kind} ${code}`]),
      ...(asked === 0 ? [] : [`tried again ${asked} times by itself`]),
      ...(this.lab.registrations(person).length === 0 ? [] : ['refused, and still registered']),
    ];
  }

  async signOut(): Promise<void> {
    await this.#finished(this.world.client.signOut());
  }

  /** All is well again: nothing may be wrong for long, and nothing of what is shown either. */
  async settle(wanted: Wanted): Promise<void> {
    this.edge({});
    await this.#passUntil(() => this.#wrong(wanted).length === 0);
    expect(this.#wrong(wanted)).toEqual([]);
  }

  /** The parts of the meeting are back as well. */
  async partsBack(): Promise<void> {
    const isOpen = ({ meetingChat, meetingContent }: Snapshot) =>
      meetingChat?.state === 'open' && meetingContent?.state === 'open';
    await this.#passUntil(() => isOpen(this.now));
    expect([this.now.meetingChat?.state, this.now.meetingContent?.state]).toEqual(['open', 'open']);
  }

  /** What may never be shown, not for a moment. */
  lies(): string[] {
    const { account, connections, meeting } = this.now;
    const isOpen = connections.some(({ purpose, state }) => purpose === 'account' && state === 'open');
    return [
      ...(account.kind === 'registered' && !isOpen ? ['registered without a connection'] : []),
      ...(account.kind === 'signed-out' && meeting?.phase === 'joined' ? ['in the company’s meeting as nobody'] : []),
      ...(meeting?.away && meeting.rosterGapAt === undefined
        ? ['away from a meeting, with a roster said to be new']
        : []),
    ];
  }

  /** Every way in which what is shown is not what is, or what is wanted. */
  #wrong({ isSignedIn, isInMeeting }: Wanted): string[] {
    const { account, connections, contacts, meeting } = this.now;
    const open = connections.filter(({ purpose, state }) => purpose === 'account' && state === 'open').length;
    const held = this.lab.registrations(person).length;
    const expected = isSignedIn ? 1 : 0;
    const seats = this.lab.meeting(meetingId).participants();
    const own = seats.filter(({ entity }) => entity === `sip:${person}`).length;
    const isShownIn = meeting?.phase === 'joined' && !meeting.away && meeting.rosterGapAt === undefined;
    const claims: readonly (readonly [string, boolean])[] = [
      [`shown as ${account.kind}`, account.kind === (isSignedIn ? 'registered' : 'signed-out')],
      ['said to be silent', account.kind !== 'registered' || account.account.silentSince === undefined],
      [`${held} registrations`, held === expected],
      [`${open} open connections`, open === expected],
      [`contacts ${contacts.state}`, !isSignedIn || contacts.state === 'ready'],
      [`${own} seats in the meeting`, own === (isInMeeting ? 1 : 0)],
      [`shown in the meeting: ${isShownIn}`, isShownIn === isInMeeting],
      [
        `shown in the meeting ${meeting?.participants.length} of ${seats.length}`,
        !isInMeeting || meeting?.participants.length === seats.length,
      ],
    ];
    return [
      ...claims.filter(([, isSo]) => !isSo).map(([claim]) => claim),
      ...this.#wrongMessages(isSignedIn),
      ...this.lies(),
    ];
  }

  /** Each message was received once and is shown as sent, or is shown as failed and was received once at most. */
  #wrongMessages(isSignedIn: boolean): string[] {
    if (!isSignedIn) return [];
    const here = this.#texts();
    const there = this.#friend.messages(person).filter((each) => each.kind === 'text');
    return [...this.#wrongBetween(here, there), ...this.#wrongBetween(there, here)];
  }

  /** Her conversation is put away when she signs out, and what she had received with it. */
  #wrongBetween(writer: readonly TextMessage[], reader: readonly TextMessage[]): string[] {
    const oldest = Math.min(...this.#texts().map(({ at }) => at));
    const sent = writer.filter(({ from, at }) => from === 'me' && at >= oldest);
    return sent.flatMap(({ body, delivery }) => {
      const times = reader.filter((each) => each.from === 'peer' && plainText(each.body) === plainText(body)).length;
      const isRight = delivery === 'failed' ? times <= 1 : delivery === 'delivered' && times === 1;
      return isRight ? [] : [`"${plainText(body)}" is ${delivery} and was received ${times} times`];
    });
  }

  #texts(): readonly TextMessage[] {
    const { talks } = this.world.client;
    const conversation = this.now.conversations.find(({ peer }) => peer.uri === `sip:${friend}`);
    const read = conversation && talks.messages(conversation.id, 0);
    return read?.ok ? read.value.messages.filter((each) => each.kind === 'text') : [];
  }

  /** Time passes only where nothing is under way that an answer would end. */
  async #passUntil(isSo: () => boolean): Promise<void> {
    for (let step = 0; step < mostSteps && !isSo(); step += 1) {
      for (let look = 0; look < mostLooks && !isSo() && this.#isAsking(); look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (!isSo()) await this.clock.pass(500);
    }
  }

  #isAsking(): boolean {
    return this.clock.held.some((ms) => limits.includes(ms));
  }

  async stop(): Promise<void> {
    await Promise.all([this.world.stop(), this.#friend.stop()]);
    await this.lab.stop();
  }
}

const interfaceOf = (address: string): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:5e:00:53:01',
  internal: false,
  cidr: null,
});

/** Starts lab, client and friend; the friend takes every conversation. */
export async function startStayingBench(): Promise<StayingBench> {
  const lab = await startLab({ ports: 'free' });
  const place = { address: '192.0.2.10' };
  const clock = createHandClock();
  const interfaces = () => ({ eth0: [interfaceOf(place.address)] });
  const world = await startLabClient({ lab, clock, interfaces });
  const other = await startImPeer(lab, friend, { installId: '2'.repeat(32) });
  const { state, talks } = other.world.client;
  state.onDelta(({ slices }) => {
    for (const { id, isIncomingWaiting } of slices.conversations ?? []) if (isIncomingWaiting) talks.accept(id);
  });
  return new StayingBench({ lab, clock, world, friend: other, place });
}
