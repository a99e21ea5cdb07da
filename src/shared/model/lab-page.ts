/** What the page of the lab asks of it, and is told. The lab itself judges every value; these are the forms on the way. */
import type { SwitchFacts, SwitchState, SwitchValue } from './lab-switch.ts';

/** A switch at one of its targets, and what it is to be. */
export interface LabSetting {
  readonly id: string;
  readonly target: string;
  readonly value: SwitchValue;
}

export interface LabSwitchboard {
  /** In the order of the page. */
  readonly facts: readonly SwitchFacts[];
  /** Every switch at every target. */
  readonly states: readonly SwitchState[];
}

/** States that a simulated person can be given, as presence numbers. */
export const labAvailability = {
  available: 3500,
  busy: 6500,
  'do-not-disturb': 9500,
  away: 15_500,
  offline: 18_500,
} as const;
export type LabAvailability = keyof typeof labAvailability;

/** What a simulated person does; `to` is who is signed in. */
export type LabAct =
  | { readonly kind: 'presence'; readonly who: string; readonly availability: LabAvailability }
  | { readonly kind: 'write'; readonly who: string; readonly to: string; readonly text: string }
  | { readonly kind: 'call'; readonly who: string; readonly to: string }
  | { readonly kind: 'introduce'; readonly who: string; readonly displayName: string; readonly to: string }
  /** Simulated people come into a meeting, or those who came last go. */
  | { readonly kind: 'come'; readonly meeting: string; readonly count: number }
  | { readonly kind: 'go'; readonly meeting: string; readonly count: number };

export const labFaultLayers = ['dns', 'tcp', 'tls', 'sip', 'http', 'media', 'malice'] as const;
export type LabFaultLayer = (typeof labFaultLayers)[number];

/** One fault; `place` is a name of DNS or a server, and empty for media. */
export interface LabFaultChoice {
  readonly layer: LabFaultLayer;
  readonly place: string;
  /** One of `labFaultKinds` of the layer. */
  readonly kind: string;
}

/** What can go wrong in each layer, with the members that the lab's timeline wants for it. */
export const labFaultKinds = {
  dns: {
    nxdomain: { type: 'SRV', answer: { kind: 'nxdomain' } },
    servfail: { type: 'SRV', answer: { kind: 'servfail' } },
    silence: { type: 'SRV', answer: { kind: 'silence' } },
    late: { type: 'SRV', answer: { kind: 'delay', ms: 3000 } },
    'name-loop': { type: 'SRV', answer: { kind: 'malice', how: 'name-loop' } },
  },
  tcp: {
    drop: { does: 'drop' },
    refuse: { does: 'refuse' },
    silent: { does: 'be-silent' },
    short: { does: 'end-after', bytes: 2000 },
  },
  tls: {
    expired: { certificate: 'expired' },
    'wrong-name': { certificate: 'wrong-name' },
    'unknown-root': { certificate: 'unknown-root' },
    revoked: { staple: 'revoked' },
    old: { newestTls: 'TLSv1' },
    silent: { silentAfterHandshake: true },
  },
  sip: {
    silent: { silent: 'all' },
    late: { lateMs: 4000 },
    unavailable: { answer: { method: 'INVITE', status: 503, reason: 'Service Unavailable' } },
    forbidden: { answer: { method: 'INVITE', status: 403, reason: 'Forbidden' } },
    register: { answer: { method: 'REGISTER', status: 503, reason: 'Service Unavailable' } },
    malformed: { malformed: 'sip-answer' },
    signature: { signature: 'corrupt' },
  },
  http: {
    autodiscover: { service: 'autodiscover', fault: 'unavailable' },
    ticket: { service: 'ticket', fault: 'soap-fault' },
    certificate: { service: 'certificate', fault: 'unavailable' },
    'address-book': { service: 'address-book', fault: 'not-found' },
    ews: { service: 'ews', fault: 'unauthorised' },
  },
  media: {
    loss: { lossPercent: 10 },
    jitter: { jitterMs: 60 },
    delay: { delayMs: 400 },
    'rtp-flood': { malice: 'rtp-flood' },
    'rtcp-lies': { malice: 'rtcp-lies' },
    'stun-flood': { malice: 'stun-flood' },
    'dtls-hellos': { malice: 'dtls-hellos' },
  },
  malice: {
    'reset-in-answer': { plays: 'reset-in-answer' },
    garbage: { plays: 'garbage' },
    'endless-body': { plays: 'endless-body' },
    trickle: { plays: 'trickle' },
    bomb: { plays: 'bomb' },
    twice: { plays: 'twice' },
    hijack: { plays: 'hijack' },
    'deep-xml': { plays: 'deep-xml' },
    'relay-other-transaction': { plays: 'relay-other-transaction' },
  },
} as const satisfies Readonly<Record<LabFaultLayer, Readonly<Record<string, object>>>>;

/** A fault on the line: at a time after the start, or after a request came to a server. */
export interface LabPlannedFault extends LabFaultChoice {
  readonly atMs: number;
  /** A SIP method; the time counts from when the lab first receives it. */
  readonly afterMethod?: string;
  /** Healed again after so long. */
  readonly forMs?: number;
}

/** A planned fault, and how far it is. */
export interface LabFaultStep {
  readonly fault: LabPlannedFault;
  readonly state: 'waiting' | 'due' | 'done' | 'healed' | 'failed';
  readonly problem?: string;
  readonly doneAtMs?: number;
}

/** The faults on the line, in the order in which they were given; none where nothing was started. */
export interface LabFaultLine {
  /** Since the start. */
  readonly elapsedMs: number;
  readonly steps: readonly LabFaultStep[];
}

/** Somebody simulated, and whether somebody is signed in as that person. */
export interface LabPersonNow {
  readonly address: string;
  readonly endpoints: number;
}

export interface LabMeetingNow {
  readonly id: string;
  readonly title: string;
  /** Names of those inside and in the lobby. */
  readonly people: readonly string[];
}

export interface LabPeopleNow {
  readonly people: readonly LabPersonNow[];
  readonly meetings: readonly LabMeetingNow[];
}
