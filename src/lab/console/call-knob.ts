/** Calls of the lab's parties, and what goes wrong with their sound. */
import type { Lab } from '../api.ts';
import { type PhoneManner, phoneManners } from '../calls/plans.ts';
import type { LabCallControl, LabCallFacts } from '../calls/settings.ts';
import { mediaMalice } from '../faults/malice.ts';
import type { MediaFaults } from '../media/impairment.ts';
import { nothingMore, numberFrom, oneOf, switchFrom } from './words.ts';

type Turn = (calls: LabCallControl, words: readonly string[]) => string;

const securities = ['any', 'plain', 'sdes', 'dtls'] as const;
const entrances = ['full', 'refuses', 'silent'] as const;
const drops = ['sound', 'picture', 'both'] as const;

/** Throws a sentence for a call that is there and stands otherwise: nothing would come of what is asked. */
function expectState(calls: LabCallControl, id: string, ...states: readonly LabCallFacts['state'][]): void {
  const call = calls.list().find((each) => each.id === id);
  if (call && !states.includes(call.state)) throw new Error(`Call ${id} is ${call.state}.`);
}

const turns: Readonly<Record<string, Turn>> = {
  list: (calls) => calls.list().map(line).join('\n') || 'No calls yet.',
  from(calls, [party = '', to = '', security = 'any']) {
    const id = calls.from(party, to, { security: oneOf(securities, security), sound: 'tone' });
    return `${party} calls ${to}: call ${id}.`;
  },
  cancel(calls, [id = '', why]) {
    expectState(calls, id, 'ringing');
    if (why === undefined) calls.cancel(id);
    else calls.cancel(id, oneOf(['elsewhere'] as const, why));
    return `Call ${id} is given up.`;
  },
  hangup(calls, [id = '']) {
    expectState(calls, id, 'talking');
    calls.hangUp(id);
    return `Call ${id} is over.`;
  },
  hold(calls, [id = '', state]) {
    expectState(calls, id, 'talking');
    const isHeld = oneOf(['on', 'off'] as const, state) === 'on';
    calls.hold(id, isHeld);
    return isHeld ? `Call ${id} is held.` : `Call ${id} goes on.`;
  },
  video(calls, [id = '']) {
    expectState(calls, id, 'talking');
    calls.addVideo(id);
    return `Call ${id}: a picture is offered.`;
  },
  digits(calls, [id = '', digits = '']) {
    expectState(calls, id, 'talking');
    if (!/^[\d*#A-D]{1,128}$/i.test(digits))
      throw new Error(`"${digits}" is not what a telephone's keys are: 0 to 9, *, #, A to D.`);
    calls.sendDigits(id, digits);
    return `Call ${id}: ${digits} is sent.`;
  },
  rebind(calls, [id = '']) {
    expectState(calls, id, 'ringing', 'talking');
    calls.rebind(id);
    return `Call ${id}: packets come from other ports from now on.`;
  },
  transfer(calls, [id = '', to = '']) {
    expectState(calls, id, 'talking');
    if (to === '') throw new Error('Name to whom the call goes on.');
    calls.transfer(id, to.startsWith('sip:') ? to : `sip:${to}`);
    return `Call ${id} is asked to go on to ${to}.`;
  },
};

/** How many words follow each of them. */
const wordsRead: ReadonlyMap<string, number> = new Map([
  ['list', 0],
  ['from', 3],
  ['cancel', 2],
  ['hangup', 1],
  ['hold', 2],
  ['video', 1],
  ['digits', 2],
  ['rebind', 1],
  ['transfer', 2],
]);

/** `call list`, `call from holly@contoso.com karen@contoso.com dtls`, `call hold ID on` … */
export function setCall(lab: Lab, [what, ...words]: readonly string[]): string {
  const name = oneOf(Object.keys(turns), what);
  nothingMore(words.slice(wordsRead.get(name)));
  return turns[name]?.(lab.calls, words) ?? '';
}

/** `phone holly@contoso.com ignores`; `none` gives the telephone its own manner back. */
export function setPhone(lab: Lab, [address = '', word, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const names = Object.keys(phoneManners) as PhoneManner[];
  const manner = oneOf([...names, 'none' as const], word);
  lab.calls.setPhone(address, manner);
  return `${address} takes calls: ${manner === 'none' ? 'as at first' : manner}.`;
}

/** `media loss 5 jitter 30`, `media of echo@contoso.com nat on`, `media none`: what the network does to the packets of the lab's parties, or of one. */
export function setMedia(lab: Lab, words: readonly string[]): string {
  const [party, told] = words[0] === 'of' ? [words[1], words.slice(2)] : [undefined, words];
  const faults = faultsFrom(told);
  if (party === undefined) lab.calls.setMediaFaults(faults);
  else lab.calls.setMediaFaults(faults, party);
  const whose = party === undefined ? 'Packets' : `Packets of ${party}`;
  return Object.keys(faults).length === 0
    ? `${whose} arrive as they were sent.`
    : `${whose} suffer: ${told.join(' ')}.`;
}

/** `relay contoso.com on`, or `silent`: whether a company has a relay for callers behind walls, and gives credentials for it. */
export function setRelay(lab: Lab, [domain = '', word, ...rest]: readonly string[]): string {
  nothingMore(rest);
  if (word === 'silent') {
    lab.calls.setMediaRelay(domain, word);
    return `${domain} has a media relay, and nobody who asks for credentials gets an answer.`;
  }
  const isThere = switchFrom(word);
  lab.calls.setMediaRelay(domain, isThere);
  return `${domain} has ${isThere ? 'a' : 'no'} media relay.`;
}

/** `mixer contoso.com full`, `mixer contoso.com drops sound`, `mixer contoso.com malice rtcp-flood`, `mixer contoso.com none`. */
export function setMixer(lab: Lab, [domain = '', word, ...words]: readonly string[]): string {
  const chosen = oneOf([...entrances, 'drops', 'malice', 'none'] as const, word);
  const [what] = words;
  nothingMore(words.slice(chosen === 'drops' || chosen === 'malice' ? 1 : 0));
  if (chosen === 'none') lab.calls.setMixer(domain, {});
  else if (chosen === 'malice') lab.calls.setMixer(domain, { malice: oneOf(mediaMalice, what) });
  else if (chosen === 'drops') lab.calls.setMixer(domain, { drops: oneOf(drops, what) });
  else lab.calls.setMixer(domain, { entrance: chosen });
  return `The A/V conferencing server of ${domain}: ${chosen}${what === undefined ? '' : ` ${what}`}.`;
}

const faultNames = {
  loss: 'lossPercent',
  jitter: 'jitterMs',
  delay: 'delayMs',
  duplicate: 'duplicatePercent',
  reorder: 'reorderPercent',
} as const satisfies Readonly<Record<string, keyof MediaFaults>>;
/** Whether an address translator stands between. */
const NAT = 'nat';
/** What the party itself sends that means harm. */
const MALICE = 'malice';

function faultsFrom(words: readonly string[]): MediaFaults {
  const names = [...(Object.keys(faultNames) as (keyof typeof faultNames)[]), NAT, MALICE] as const;
  const faults: { -readonly [K in keyof MediaFaults]: MediaFaults[K] } = {};
  if (words[0] === 'none') nothingMore(words.slice(1));
  if (words[0] === 'none') return {};
  if (words.length === 0) throw new Error(`Say none, or one of ${names.join(', ')} with its value.`);
  for (let index = 0; index < words.length; index += 2) {
    const name = oneOf(names, words[index]);
    if (name === NAT) faults.isTranslated = switchFrom(words[index + 1]);
    else if (name === MALICE) faults.malice = oneOf(mediaMalice, words[index + 1]);
    else faults[faultNames[name]] = numberFrom(words[index + 1]);
  }
  return faults;
}

function line({ id, party, peer, direction, state, end, encryption, heard, digits }: LabCallFacts): string {
  const way = direction === 'in' ? `${peer} → ${party}` : `${party} → ${peer}`;
  const sound = `hears ${heard.hertz} Hz at ${Math.round(heard.level)} dB`;
  return `${id} ${way} ${state}${end === undefined ? '' : ` (${end})`}, ${encryption}, ${sound}${digits === '' ? '' : `, digits ${digits}`}`;
}
