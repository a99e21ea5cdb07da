/** The sections of a call: a far leg each, joined to Chromium. */
import type { FarLocal, Track } from '../../protocol/sdp/legs.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { FarPlan } from '../../shared/model/relay-messages.ts';
import { type Joined, rtcpFromNear, rtpFromNear } from '../bridge/bridge.ts';
import { createLine, type Line } from '../bridge/line.ts';
import type { Certificate } from '../dtls/certificate.ts';
import { openFarLeg } from '../far/far-leg.ts';
import type { Kind } from '../far/guard.ts';
import type { FarEvent, FarLeg, FarOptions } from '../far/types.ts';
import type { PortAllocator } from '../ice/ports.ts';

export interface LinesOptions {
  readonly plan: FarPlan;
  readonly ports: PortAllocator;
  readonly openIce: FarOptions['openIce'];
  readonly openRelay?: NonNullable<FarOptions['ice']>['openRelay'];
  readonly clock: Clock;
  readonly random: Random;
  readonly certificate: Certificate;
  readonly sendNear: (packet: Buffer, kind: Kind) => void;
  readonly onEvent: (event: LinesEvent) => void;
}

export type LinesEvent =
  /** Whether all that the call needs have their path and their keys has changed. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'chosen' }
  | Extract<FarEvent, { kind: 'failed' | 'lost' }>
  /** No way for the picture, or keys that do not fit; the sound goes on. */
  | { readonly kind: 'picture-failed'; readonly detail: string }
  | { readonly kind: 'picture-wanted' };

/** How a section is to be opened. */
export interface Opening {
  readonly hasIce: boolean;
  /** We make the offer. */
  readonly isControlling: boolean;
  /** The preferred one first. */
  readonly addresses: readonly string[];
}

interface Section extends Joined {
  readonly leg: FarLeg;
  sources: ReadonlySet<number>;
  /** The checks with this peer ended without a path. */
  isWithoutPath: boolean;
}

/** A machine with more addresses has them for other purposes. */
const mostAddresses = 8;

/** Sections by their number in the far end's descriptions. */
export class Lines {
  readonly #options: LinesOptions;
  readonly #sections = new Map<number, Section>();
  /** The same as a list in their order, since each packet asks for it. */
  #all: readonly Section[] = [];

  constructor(options: LinesOptions) {
    this.#options = options;
  }

  get legs(): ReadonlyMap<number, FarLeg> {
    return new Map([...this.#sections].map(([far, { leg }]) => [far, leg]));
  }

  /** Those that carry something, sound first. */
  get live(): readonly { readonly leg: FarLeg; readonly line: Line; readonly track: Track }[] {
    const all = this.#all.flatMap(({ leg, line }) => (leg.track ? [{ leg, line, track: leg.track }] : []));
    return all.sort((one, other) => Number(other.track.kind === 'audio') - Number(one.track.kind === 'audio'));
  }

  /** Whether what the call cannot do without has its path and its keys: the sound, or a picture that is alone. */
  get isReady(): boolean {
    const needed = this.live.filter((section) => this.#isEssential(section));
    return needed.length > 0 && needed.every(({ leg }) => leg.isReady);
  }

  /** The chosen pairs of candidates in words, sound first. */
  get ways(): readonly string[] {
    return this.live.flatMap(({ leg, track }) => (leg.way ? [`${track.kind} from ${leg.way}`] : []));
  }

  /** By far number, with holes. */
  get locals(): readonly (FarLocal | undefined)[] {
    const locals: (FarLocal | undefined)[] = [];
    for (const [far, section] of this.#sections) locals[far] = this.#localOf(section);
    return Array.from(locals);
  }

  /** Opens a section, unless it is open. False when no port is free. */
  async open(far: number, opening: Opening): Promise<boolean> {
    if (this.#sections.has(far)) return true;
    const { plan, ports, openIce, openRelay, certificate, clock, random } = this.#options;
    const dialect = plan.dialect === 'microsoft' ? 'msice2' : 'rfc5389';
    const ice = { dialect, isControlling: opening.isControlling, ...(openRelay && { openRelay }) } as const;
    const section: { current?: Section } = {};
    const leg = await openFarLeg({
      addresses: opening.addresses.slice(0, mostAddresses),
      ...(opening.hasIce && { ice }),
      openIce,
      ports,
      certificate,
      clock,
      random,
      onPacket: (packet, kind) => section.current?.line.fromFar(packet, kind),
      onEvent: (event) => section.current && this.#hear(section.current, event),
    });
    if (!leg) return false;
    section.current = this.#join(leg);
    this.#sections.set(far, section.current);
    this.#list();
    return true;
  }

  /** Which sources of Chromium's are whose, by far number. */
  name(sources: ReadonlyMap<number, ReadonlySet<number>>): void {
    for (const [far, section] of this.#sections) section.sources = sources.get(far) ?? section.sources;
  }

  apply(tracks: readonly Track[], isProvisional: boolean): void {
    this.#each(tracks, (leg, track) => leg.apply(track, isProvisional));
  }

  /** What held before an offer that came to nothing. */
  rollBack(tracks: readonly Track[]): void {
    this.keep(tracks.map(({ pair }) => pair.far));
    this.#each(tracks, (leg, track) => leg.rollBack(track));
  }

  /** Closes those that are not among these. */
  keep(fars: Iterable<number>): void {
    const kept = new Set(fars);
    for (const far of [...this.#sections.keys()]) if (!kept.has(far)) this.shut(far);
  }

  shut(far: number): void {
    const section = this.#sections.get(far);
    this.#sections.delete(far);
    this.#list();
    section?.line.sayGoodbye();
    section?.leg.close();
  }

  /** Asks Chromium for a whole picture of what it shows. */
  wantPicture(): void {
    for (const { leg, line } of this.#all) if (leg.track?.kind === 'video') line.wantPicture();
  }

  takeFromNear(packet: Buffer, kind: Kind): void {
    if (kind === 'rtp') rtpFromNear(packet, this.#all);
    else rtcpFromNear(packet, this.#all);
  }

  /** Whichever had its addresses first. */
  #list(): void {
    this.#all = [...this.#sections].sort(([one], [other]) => one - other).map(([, section]) => section);
  }

  #each(tracks: readonly Track[], use: (leg: FarLeg, track: Track) => void): void {
    for (const track of tracks) {
      const section = this.#sections.get(track.pair.far);
      if (!section) continue;
      // Other checks, with another outcome.
      if (section.leg.track?.ice?.remote.ufrag !== track.ice?.remote.ufrag) section.isWithoutPath = false;
      use(section.leg, track);
    }
  }

  #join(leg: FarLeg): Section {
    const line = createLine({
      clock: this.#options.clock,
      track: () => leg.track,
      sendFar: (packet, kind) => leg.send(packet, kind),
      sendNear: this.#options.sendNear,
      onPictureWanted: () => this.#options.onEvent({ kind: 'picture-wanted' }),
    });
    return {
      leg,
      line,
      sources: new Set(),
      isWithoutPath: false,
      takes: (type) => leg.track?.toFar.has(type) ?? false,
    };
  }

  #hear(section: Section, event: FarEvent): void {
    const { onEvent } = this.#options;
    if (event.kind === 'ready') onEvent({ kind: 'ready' });
    else if (event.kind === 'chosen') {
      section.isWithoutPath = false;
      this.#tellChosen();
    } else if (this.#isEssential(section)) onEvent(event);
    else if (event.kind === 'failed') this.#goWithoutPicture(section, event);
  }

  #goWithoutPicture(section: Section, { reason, detail }: Extract<FarEvent, { kind: 'failed' }>): void {
    this.#options.onEvent({ kind: 'picture-failed', detail });
    if (reason !== 'ice') return;
    section.isWithoutPath = true;
    this.#tellChosen();
  }

  /** When no checks are under way any more, and some of them found a path. */
  #tellChosen(): void {
    const checked = this.#all.filter(({ leg, isWithoutPath }) => leg.track?.ice && !isWithoutPath);
    if (checked.length > 0 && checked.every(({ leg }) => leg.hasPath)) this.#options.onEvent({ kind: 'chosen' });
  }

  /** Without its picture a call can go on. */
  #isEssential({ leg }: Pick<Section, 'leg'>): boolean {
    return leg.track?.kind !== 'video' || !this.live.some(({ track }) => track.kind === 'audio');
  }

  #localOf({ leg, sources }: Section): FarLocal {
    const [source] = sources;
    const isTold = this.#options.plan.dialect === 'microsoft' && source !== undefined;
    return { ...leg.local, ...(isTold && { ssrcRange: { first: source, last: source } }) };
  }
}
