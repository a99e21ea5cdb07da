/** The leg towards the far end of one section: its ports, its path by ICE or by the description's word, and its keys. */
import type { FarLocal, Track } from '../../protocol/sdp/legs.ts';
import type { IceAgent, IceEvent } from '../ice/types.ts';
import type { Endpoint } from '../net/udp.ts';
import { kindOfPacket } from '../rtp/packet.ts';
import type { Component, Kind } from './guard.ts';
import { Guards } from './guards.ts';
import { pathOf, placeText, toChosen, toDescription, toRemote, triedBetween, wayOf } from './ice-terms.ts';
import { createLatch, type Latch } from './latch.ts';
import { createFarSockets, type FarSockets } from './sockets.ts';
import { endpoint, newKey, sameFamilyFirst } from './terms.ts';
import type { FarLeg, FarOptions, FarPath } from './types.ts';

/** Packets that overtake the answer that holds their keys. */
const mostEarly = 50;

/** Undefined when no port is free. */
export async function openFarLeg(options: FarOptions): Promise<FarLeg | undefined> {
  const leg = new Leg(options);
  if (await leg.open(options.addresses)) return leg;
  leg.close();
  return undefined;
}

interface Early {
  readonly packet: Buffer;
  readonly kind: Kind;
  readonly from: Endpoint;
  readonly component: Component;
}

class Leg implements FarLeg {
  readonly #options: FarOptions;
  readonly #sockets: FarSockets;
  readonly #latches: Readonly<Record<Component, Latch>>;
  #key: string;
  #track: Track | undefined;
  readonly #guards: Guards;
  #agent: IceAgent | undefined;
  /** The far end knows no ICE. */
  #isByWord = false;
  /** The agent found a path for every component. */
  #isConnected = false;
  /** There is one for RTP that leads to whom was agreed on last, and not to somebody before. */
  #isFound = false;
  /** Nobody answers on it any more. */
  #isLost = false;
  /** No answer has followed the last `renewPath`. */
  #isRenewed = false;
  /** It had a path before. */
  #wasConnected = false;
  /** Nobody has taken the call yet, or another far end may. */
  #isEarly = false;
  #wasReady = false;
  /** Both places, as the last descriptions without ICE had them that named both. */
  #places: string | undefined;
  #strangers = 0;
  #early: Early[] = [];
  #isClosed = false;

  constructor(options: FarOptions) {
    this.#options = options;
    this.#sockets = createFarSockets(options.ports, (packet, from, component) => this.#take(packet, from, component));
    const isProved = () => this.#track !== undefined && this.#track.protection.kind !== 'none';
    this.#latches = { 1: createLatch(options.clock, isProved), 2: createLatch(options.clock, isProved) };
    this.#key = newKey(options.random);
    this.#guards = new Guards({
      certificate: options.certificate,
      clock: options.clock,
      send: (packet, component) => void this.#sendRaw(packet, component),
      onReady: () => {
        this.#tellReady();
        this.#flush();
      },
      onFailed: (trouble) => this.#fail('dtls', trouble),
    });
  }

  async open(addresses: readonly string[]): Promise<boolean> {
    const { ice, openIce, clock, random } = this.#options;
    if (!ice) return this.#openOurs(addresses);
    this.#agent = openIce({
      ...ice,
      addresses,
      components: 2,
      ports: this.#sockets.ports,
      clock,
      random,
      onPacket: (component, packet, from) => this.#take(packet, from, component),
      onStranger: () => {
        this.#strangers += 1;
      },
      onEvent: (event) => this.#hearIce(event),
    });
    return this.#agent.gather();
  }

  get local(): FarLocal {
    const [rtp, rtcp] = this.#sockets.row ?? [];
    const at = rtp?.local ?? { address: '0.0.0.0', port: 0 };
    const ice = this.#agent && toDescription(this.#agent.localDescription);
    const none = { ice: { ufrag: '', pwd: '' }, candidates: [] };
    return { ...at, rtcpPort: rtcp?.local.port ?? at.port + 1, key: this.#key, ...(ice ?? none) };
  }

  get hasIce(): boolean {
    return this.#ice !== undefined;
  }

  get hasPath(): boolean {
    return this.#ice !== undefined && this.#isConnected;
  }

  get isReady(): boolean {
    if (!this.#track || !this.#guards.current?.isReady(1)) return false;
    return (this.hasPath && !this.#isLost) || this.#ice === undefined;
  }

  get strangers(): number {
    return this.#strangers;
  }

  get track(): Track | undefined {
    return this.#track;
  }

  get path(): FarPath {
    const pair = this.#ice?.chosenPair(1);
    if (pair) {
      const { local, remote, roundTripMs } = pair;
      return { path: pathOf(pair), localAddress: placeText(local), remoteAddress: placeText(remote), roundTripMs };
    }
    const [local, remote] = [this.#sockets.row?.[0].local, this.#latches[1].target];
    return {
      ...(!this.#ice && { path: 'unchecked' as const }),
      ...(local && { localAddress: placeText(local) }),
      ...(remote && { remoteAddress: placeText(remote) }),
    };
  }

  get way(): string | undefined {
    const pair = this.#ice?.chosenPair(1);
    return pair && wayOf(pair);
  }

  apply(next: Track, isProvisional: boolean): void {
    if (!isProvisional) this.#isRenewed = false;
    this.#use(next, isProvisional);
  }

  rollBack(held: Track): void {
    const isBack = this.#isRenewed && this.#agent?.rollBack() === true;
    if (isBack) {
      this.#isRenewed = false;
      this.#isConnected = this.#wasConnected;
      this.#isFound = this.#agent?.chosenPair(1) !== undefined;
    }
    this.#use(held, false, isBack ? 'path' : 'word');
  }

  /** `back`: to what held before, on the path that there was, or as both say without one. */
  #use(next: Track, isProvisional: boolean, back?: 'path' | 'word'): void {
    const last = this.#track;
    const isBack = back === 'path';
    this.#isEarly = isProvisional;
    this.#track = next;
    this.#isByWord = !(next.ice && this.#agent);
    this.#sockets.own(this.#isByWord);
    if (next.ice && this.#agent && !isBack) {
      // Another peer, or the same one anew: what was found serves on, but is no longer what both agreed on.
      if (last?.ice?.remote.ufrag !== next.ice.remote.ufrag) this.#leavePath();
      this.#agent.setRemote({ ...toRemote(next.ice, next.isMux), isEarly: isProvisional });
    } else if (!isBack) this.#goByWord(next, isProvisional);
    this.#guards.use(next, last, isProvisional, back === undefined && this.#isElsewhere(next));
    this.#startHandshake();
    this.#tellReady();
    this.#flush();
  }

  send(packet: Buffer, kind: Kind): boolean {
    const component: Component = kind === 'rtcp' && this.#track?.isMux === false ? 2 : 1;
    const sealed = this.#guards.current?.seal(packet, kind, component);
    return sealed !== undefined && this.#sendRaw(sealed, component);
  }

  renewKey(): void {
    this.#key = newKey(this.#options.random);
  }

  async renewPath(addresses: readonly string[], isControlling: boolean, sharesPort = true): Promise<boolean> {
    if (!this.#agent) return this.#renewByWord(sameFamilyFirst(addresses, this.#track?.remote?.address));
    if (!this.#isRenewed) this.#wasConnected = this.#isConnected;
    this.#isRenewed = true;
    this.#agent.restart({ addresses, isControlling, ...(!sharesPort && { components: 2 }) });
    this.#leavePath();
    const isOpen = await this.#agent.gather();
    this.#sockets.prefer(addresses);
    return isOpen;
  }

  /** Without an agent, at the first address that has ports. */
  async #openOurs(addresses: readonly string[]): Promise<boolean> {
    for (const address of addresses) if (await this.#sockets.open(address)) return true;
    return false;
  }

  /** Ports that an offer named in vain are named again, since those in use are kept beside a few others alone. */
  async #renewByWord(addresses: readonly string[]): Promise<boolean> {
    if (this.#isRenewed && this.#sockets.row?.[0].local.address === addresses[0]) return true;
    this.#isRenewed = await this.#openOurs(addresses);
    return this.#isRenewed;
  }

  get chosen() {
    const [rtp, rtcp] = ([1, 2] as const).map((component) => this.#ice?.chosenPair(component));
    return rtp && toChosen(rtcp ? [rtp, rtcp] : [rtp]);
  }

  close(): void {
    this.#isClosed = true;
    this.#guards.close();
    this.#agent?.close();
    this.#sockets.close();
    this.#early = [];
  }

  get #ice(): IceAgent | undefined {
    return this.#isByWord ? undefined : this.#agent;
  }

  #hearIce(event: IceEvent): void {
    if (this.#isClosed || !this.#ice) return;
    if (event.kind === 'chosen') this.#isFound ||= event.component === 1;
    else if (event.kind === 'connected') {
      this.#isConnected = true;
      this.#startHandshake();
      this.#tellReady();
      this.#options.onEvent({ kind: 'chosen' });
    } else if (event.kind === 'failed') this.#fail('ice', `no answer ${this.#tried(this.#ice)}`);
    else if (event.component === 1) this.#lose(event.kind === 'silent');
  }

  #leavePath(): void {
    this.#isConnected = false;
    this.#isFound = false;
  }

  /** Whoever takes the call is looked for again, and shakes hands anew. */
  #fail(reason: 'ice' | 'dtls', detail: string): void {
    if (!this.#isEarly) this.#options.onEvent({ kind: 'failed', reason, detail });
  }

  /** Reports alone may be lost: their figures are missed, and nothing else. */
  #lose(isLost: boolean): void {
    this.#isLost = isLost;
    this.#tellReady();
    if (isLost) this.#options.onEvent({ kind: 'lost' });
  }

  #tried(agent: IceAgent): string {
    const theirs = this.#track?.ice ? toRemote(this.#track.ice, this.#track.isMux).candidates : [];
    return triedBetween(agent.localDescription.candidates, theirs);
  }

  #take(packet: Buffer, from: Endpoint, component: Component): void {
    if (this.#isClosed) return;
    const kind = kindOfPacket(packet);
    if (kind === undefined) this.#strangers += 1;
    else if (kind === 'dtls') {
      this.#startHandshake();
      this.#guards.current?.takeDtls(packet, component);
    } else if (kind !== 'stun') this.#takeMedia({ packet, kind, from, component });
  }

  #takeMedia(each: Early): void {
    const guard = this.#guards.current;
    if (!this.#track || !guard?.isReady(each.component)) {
      if (this.#early.length < mostEarly) this.#early.push(each);
      return;
    }
    const latch = this.#ice ? undefined : this.#latches[each.component];
    const isLetIn = latch?.admits(each.from) ?? true;
    const plain = isLetIn ? guard.open(each.packet, each.kind, each.component) : undefined;
    if (!plain) {
      this.#strangers += 1;
      return;
    }
    latch?.heard(each.from);
    this.#options.onPacket(plain, each.kind);
  }

  /** Without ICE, packets go where the description says. */
  #goByWord({ remote, isMux }: Track, isProvisional: boolean): void {
    if (!isProvisional) {
      this.#agent?.close();
      this.#agent = undefined;
      this.#isLost = false;
    }
    this.#latches[1].announce(remote && endpoint(remote.address, remote.port));
    this.#latches[2].announce(remote && !isMux ? endpoint(remote.rtcpAddress, remote.rtcpPort) : undefined);
  }

  #isElsewhere({ remote }: Track): boolean {
    const local = this.#sockets.row?.[0].local;
    if (!this.#isByWord || !remote || !local) return false;
    const last = this.#places;
    this.#places = `${placeText(local)} ${placeText(remote)}`;
    return last !== undefined && last !== this.#places;
  }

  /** It begins when there is a way for its packets: to a far end that holds by naming none, with the next description. */
  #startHandshake(): void {
    const hasWay = this.#ice ? this.#isFound : this.#track?.remote !== undefined;
    if (this.#track && hasWay) this.#guards.shakeHands(this.#track);
  }

  #flush(): void {
    const waiting = this.#early;
    this.#early = [];
    for (const each of waiting) this.#takeMedia(each);
  }

  #tellReady(): void {
    const isReady = this.isReady;
    if (isReady === this.#wasReady) return;
    this.#wasReady = isReady;
    this.#options.onEvent({ kind: 'ready', isReady });
  }

  #sendRaw(packet: Buffer, component: Component): boolean {
    if (this.#isClosed) return false;
    if (this.#ice) return this.#ice.send(component, packet);
    const to = this.#latches[component].target;
    const socket = this.#sockets.row?.[component - 1];
    if (!to || !socket) return false;
    socket.send(packet, to);
    return true;
  }
}
