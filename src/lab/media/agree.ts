/** What one stream of an offer is answered with: which keys, which codec. RFC 3264 6 */
import type { AudioCodec } from './audio-stream.ts';
import type { CryptoLine, Direction, MediaLine } from './description.ts';

/** What a party takes part in; `any` takes the safest of what is offered. */
export type LabSecurity = 'any' | 'plain' | 'sdes' | 'dtls';

export type ChosenKeys =
  | { readonly kind: 'dtls' }
  | { readonly kind: 'sdes'; readonly line: CryptoLine }
  | { readonly kind: 'plain' };

const SUITE = 'AES_CM_128_HMAC_SHA1_80';
const KEY_BYTES = 30;
const AUDIO = /^(PCMU|PCMA)\/8000/i;
const EVENTS = /^telephone-event\/8000/i;
const VIDEO = /^(H264|X-H264UC)\/90000/i;

/** Undefined when the offer and the party have no way in common. */
export function chooseKeys(line: MediaLine, security: LabSecurity): ChosenKeys | undefined {
  const takes = (kind: ChosenKeys['kind']) => security === 'any' || security === kind;
  if (line.fingerprint && takes('dtls')) return { kind: 'dtls' };
  // Keys with numbers are for those who change them: real servers put the line without one beside it.
  const usable = line.crypto.find(({ suite, key, hasMki }) => suite === SUITE && key.length === KEY_BYTES && !hasMki);
  if (usable && takes('sdes')) return { kind: 'sdes', line: usable };
  const isOpen = /^RTP\/AVPF?$/i.test(line.protocol) && line.encryption !== 'required' && !line.fingerprint;
  return isOpen && takes('plain') ? { kind: 'plain' } : undefined;
}

/** The first codec of the offer that the lab speaks, and the number for digits. */
export function chooseAudio({ formats, codecs }: MediaLine): AudioCodec | undefined {
  const named = (format: string) => codecs.get(format) ?? '';
  const chosen = formats.find((format) => AUDIO.test(named(format)));
  if (chosen === undefined) return undefined;
  const event = formats.find((format) => EVENTS.test(named(format)));
  return {
    codec: named(chosen).toUpperCase().startsWith('PCMU') ? 'PCMU' : 'PCMA',
    payloadType: Number(chosen),
    eventType: event === undefined ? undefined : Number(event),
  };
}

/** The number of the first H.264 of the offer, which the lab passes on and never looks into. */
export function chooseVideo({ formats, codecs }: MediaLine): string | undefined {
  return formats.find((format) => VIDEO.test(codecs.get(format) ?? ''));
}

/** What we may do when the far end says this, and we want that. RFC 3264 6.1 */
export function answeredDirection(theirs: Direction, ours: Direction): Direction {
  const sends = doesSend(ours) && doesReceive(theirs);
  const receives = doesReceive(ours) && doesSend(theirs);
  if (sends && receives) return 'sendrecv';
  if (sends) return 'sendonly';
  return receives ? 'recvonly' : 'inactive';
}

export function doesSend(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

export function doesReceive(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'recvonly';
}
