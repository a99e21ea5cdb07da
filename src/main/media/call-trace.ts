/**
 * What the trace tells of the sound and pictures of a call: what was agreed on, which way the packets go, how good the line is and how it was on the
 * whole. Addresses stand in it as they do in the messages beside it; keys never come this far.
 */
import type { Clock } from '../../shared/clock.ts';
import { type CallQuality, ratingOf } from '../../shared/model/call.ts';
import type { AgreedTracks } from '../../shared/model/relay-messages.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { CallMedia, MediaEvent, MediaService } from './call-media.ts';

export interface CallTraceNeeds {
  readonly clock: Pick<Clock, 'wall'>;
  readonly tracer: Pick<Tracer, 'record'>;
}

/** How often figures are written down, and how soon again when the line is another one: a word that wavers must not fill the record. */
const usualMs = 30_000;
const soonestMs = 10_000;

/** The same service, whose calls are written down. */
export function traceCalls(service: MediaService, needs: CallTraceNeeds): MediaService {
  return {
    open(callId, far, onEvent) {
      const story = new CallStory(needs, callId);
      const media = service.open(callId, far, (event) => {
        story.hear(event);
        onEvent(event);
      });
      return followed(media, story);
    },
  };
}

function followed(media: CallMedia, story: CallStory): CallMedia {
  return {
    pickScreen: () => media.pickScreen(),
    hidePicture: () => media.hidePicture(),
    offer: (wants) => media.offer(wants),
    async takeAnswer(body, from) {
      const outcome = await media.takeAnswer(body, from);
      story.agree(outcome, from.isProvisional ? 'agreed on for now' : 'agreed on');
      return outcome;
    },
    async answer(body, wants) {
      const outcome = await media.answer(body, wants);
      story.agree(outcome.ok ? { ok: true, value: outcome.value.agreed } : outcome, 'agreed on');
      return outcome;
    },
    rollBack: () => media.rollBack(),
    finalOffer: () => media.finalOffer(),
    sendDigits: (digits) => media.sendDigits(digits),
    pictureAsked: () => media.pictureAsked(),
    restart() {
      story.say('ICE begins anew with the next offer');
      media.restart();
    },
    close() {
      media.close();
      story.end();
    },
  };
}

class CallStory {
  readonly #needs: CallTraceNeeds;
  readonly #callId: string;
  #agreed = '';
  #quality: CallQuality | undefined;
  /** Of the line that was written last. */
  #told = { at: Number.NEGATIVE_INFINITY, word: '', way: '', codecs: '' };
  #isSilent = false;
  #isOver = false;

  constructor(needs: CallTraceNeeds, callId: string) {
    this.#needs = needs;
    this.#callId = callId;
  }

  say(text: string): void {
    if (!this.#isOver) this.#needs.tracer.record({ kind: 'media', call: this.#callId, text });
  }

  /** The same again is no news. */
  agree(outcome: Outcome<AgreedTracks>, how: string): void {
    const text = outcome.ok ? `${how}: ${agreedText(outcome.value)}` : `not agreed on: ${outcome.failure.code}`;
    if (text === this.#agreed) return;
    this.#agreed = text;
    this.say(text);
  }

  hear(event: MediaEvent): void {
    if (event.kind === 'quality') this.#measure(event.quality);
    else if (event.kind === 'silent') this.#fallSilent(event);
    else {
      if (event.kind === 'heard') this.#isSilent = false;
      const text = newsOf(event);
      if (text) this.say(text);
    }
  }

  end(): void {
    // Nothing after it: who closes twice is told nothing twice.
    if (this.#agreed || this.#quality) this.say(`over: ${sumText(this.#quality ?? {})}`);
    this.#isOver = true;
  }

  /** Told again each few seconds: once is enough here. */
  #fallSilent({ seconds, isThere }: Extract<MediaEvent, { kind: 'silent' }>): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.say(`no sound has come for ${seconds} s${isThere ? ', the far end is there' : ''}`);
  }

  #measure(quality: CallQuality): void {
    this.#quality = quality;
    const [word, way, codecs] = [
      quality.mos === undefined ? '' : ratingOf(quality.mos),
      wayText(quality),
      codecsText(quality),
    ];
    const at = this.#needs.clock.wall();
    const told = this.#told;
    const passedMs = Math.abs(at - told.at);
    const isOther = word !== told.word || way !== told.way || codecs !== told.codecs;
    if (passedMs < (isOther ? soonestMs : usualMs)) return;
    this.#told = { at, word, way, codecs };
    const news = [way !== told.way && way, codecs !== told.codecs && codecs];
    this.say([...news, word, figuresText(quality)].filter(Boolean).join(', '));
  }
}

/** Undefined for what is written down where it is found out, and for what would fill the record. */
function newsOf(event: Exclude<MediaEvent, { kind: 'quality' | 'silent' }>): string | undefined {
  switch (event.kind) {
    case 'connected':
      return 'packets can go both ways';
    case 'path-chosen':
      return `the checks chose: ${event.ways.join('; ')}`;
    case 'path-lost':
      return 'nobody answers on the chosen path any more: nothing is sent (RFC 7675)';
    case 'failed':
      return `failed, ${event.reason}: ${event.detail}`;
    case 'picture-failed':
      return `no way for the picture: ${event.detail}`;
    case 'heard':
      return 'sound comes again';
    case 'lost':
      return `the ${event.what} is gone`;
    case 'found':
      return `the ${event.what} is back`;
    case 'without-relay':
    case 'picture-wanted':
    case 'speakers':
      return undefined;
  }
}

function agreedText({ encryption, takesDigits, video, isHeldByPeer }: AgreedTracks): string {
  const picture = video.send ? (video.receive ? 'both ways' : 'out') : video.receive ? 'in' : 'none';
  const keys = { srtp: 'SRTP', 'dtls-srtp': 'DTLS-SRTP', none: 'no encryption' }[encryption];
  const digits = takesDigits ? 'digits as RTP events' : 'digits by INFO';
  return `${keys}, picture ${picture}, ${digits}${isHeldByPeer ? ', held by the far end' : ''}`;
}

function wayText({ path, localAddress, remoteAddress }: CallQuality): string {
  return path ? `path ${path} from ${localAddress ?? '?'} to ${remoteAddress ?? '?'}` : '';
}

function codecsText({ codec, videoCodec }: CallQuality): string {
  return [codec && `sound ${codec}`, videoCodec && `picture ${videoCodec}`].filter(Boolean).join(', ');
}

/** What nobody told is left out. */
function figuresText(quality: CallQuality): string {
  const { mos, lossPercent, sentLossPercent, jitterMs, roundTripMs, receivedKbps, sentKbps, strangers } = quality;
  return joined([
    ['MOS', mos],
    ['lost in', lossPercent, ' %'],
    ['lost out', sentLossPercent, ' %'],
    ['jitter', jitterMs, ' ms'],
    ['round trip', roundTripMs, ' ms'],
    ['in', receivedKbps, ' kbit/s'],
    ['out', sentKbps, ' kbit/s'],
    ['dropped', strangers || undefined, ' packets from elsewhere'],
  ]);
}

/** Of the whole call; where nothing was measured, how it was at the end. */
function sumText(quality: CallQuality): string {
  const { meanMos, worstMos, lossPercent, sentLossPercent, worstJitterMs } = quality.wholeCall ?? {};
  const sum = joined([
    ['MOS on average', meanMos],
    ['at worst', worstMos],
    ['lost in', lossPercent, ' %'],
    ['lost out', sentLossPercent, ' %'],
    ['jitter at worst', worstJitterMs, ' ms'],
    ['dropped', quality.strangers || undefined, ' packets from elsewhere'],
  ]);
  return sum || 'nothing was measured';
}

function joined(figures: readonly (readonly [name: string, value: number | undefined, unit?: string])[]): string {
  const told = figures.filter(([, value]) => value !== undefined);
  return told.map(([name, value, unit = '']) => `${name} ${rounded(value)}${unit}`).join(', ');
}

function rounded(value: number | undefined): string {
  return String(Math.round((value ?? 0) * 100) / 100);
}
