/** What a routing document means to a person, and how what the person wishes is written into it. [MS-SIPRE] 3.9.5.1, 3.9.5.2.2 */
import type { ForwardAddress, ForwardingRules, ForwardTarget } from '../../shared/model/call-forwarding.ts';
import { ringSeconds } from '../../shared/model/call-forwarding.ts';
import { addressOf, readUri } from '../sip/uri.ts';
import type { Routing, RoutingTarget } from './read.ts';
import type { RoutingEdit } from './write.ts';

/** Flags by which a call goes elsewhere; whoever sets one of them anew takes the others away. */
const MODES = [
  'forward_immediate',
  'simultaneous_ring',
  'delegate_ring',
  'team_ring',
  'skip_primary',
  'block',
] as const;
const VOICEMAIL: ForwardTarget & { readonly kind: 'voicemail' } = { kind: 'voicemail' };
const NUMBER = /^\+?[0-9*#().-]{1,40}$/;
const MAILBOX = 'app:voicemail';

/** What a document means. A target that is neither person, number nor mailbox is shown as the address it is. */
export function rulesOf(routing: Routing): ForwardingRules {
  const flags = flagsOf(routing);
  const firstIn = (list: string) => targetOf(routing.lists.get(list)?.[0]);
  const afterSeconds = unansweredAfter(routing, flags);
  const workHoursOnly = flags.has('work_hours');
  const forwarded = flags.has('enablecf') ? firstIn('forwardto') : VOICEMAIL;
  const isAtOnce = flags.has('forward_immediate');
  const unanswered = { to: isAtOnce ? VOICEMAIL : (forwarded ?? VOICEMAIL), afterSeconds };
  if (isAtOnce) return { mode: 'forward', ...place(forwarded), unanswered, workHoursOnly };
  const people = flags.has('team_ring') ? 'team' : flags.has('delegate_ring') ? 'delegates' : undefined;
  if (people) {
    const mode = flags.has('skip_primary') ? 'forward' : 'ring-also';
    return { mode, to: { kind: people }, unanswered, workHoursOnly };
  }
  if (!flags.has('simultaneous_ring')) return { mode: 'off', unanswered, workHoursOnly };
  return { mode: 'ring-also', ...place(firstIn('simultaneous_ring')), unanswered, workHoursOnly };
}

/** All calls are refused. */
export function blocksAll(routing: Routing): boolean {
  return flagsOf(routing).has('block');
}

/** The addresses of a list of people, such as `delegates`. */
export function peopleIn(routing: Routing, list: string, most: number): readonly string[] {
  const uris = (routing.lists.get(list) ?? []).flatMap((target) =>
    target.kind === 'uri' ? [addressIn(target.uri).uri] : [],
  );
  return [...new Set(uris)].slice(0, most);
}

/** A number with what says that it is one, anybody else by the plain address in lower case. */
export function addressIn(uri: string): ForwardAddress {
  const read = readUri(uri);
  if (read?.kind !== 'sip' || read.user === undefined) return { kind: 'address', uri };
  const [digits = ''] = read.user.split(';', 1);
  const isNumber = read.params.get('user')?.toLowerCase() === 'phone' || /^\+\d/.test(digits);
  if (isNumber && NUMBER.test(digits)) return { kind: 'address', uri, number: digits.replace(/[().-]/g, '') };
  return { kind: 'address', uri: addressOf(uri) };
}

/** What writes these rules; `people` are who is rung where the document names none. */
export function editFor(
  { mode, to, unanswered, workHoursOnly }: ForwardingRules,
  routing: Routing,
  people: readonly string[],
): RoutingEdit {
  const { addFlags, lists } = modeEdit(mode, to, routing, people);
  const isAtOnce = addFlags.includes('forward_immediate');
  const seconds = unanswered.afterSeconds;
  const isForwardedLate = !isAtOnce && unanswered.to.kind === 'address';
  return {
    removeFlags: [...MODES, 'enablecf', 'work_hours'],
    addFlags: [...addFlags, ...(isForwardedLate ? ['enablecf'] : []), ...(workHoursOnly ? ['work_hours'] : [])],
    // The team rings after the first of these, and for as long as the second. [MS-SIPRE] 4.7.4
    waits: { total: seconds, ...(addFlags.includes('team_ring') ? { user: 0, team2: seconds } : {}) },
    lists: { ...lists, ...(isForwardedLate ? { forwardto: [placeOf(unanswered.to)] } : {}) },
  };
}

/** What lets the own telephones ring again, and nobody else's. The target of forwarded calls does not become that of unanswered ones. */
export function turnOffEdit(routing: Routing): RoutingEdit {
  const isAtOnce = flagsOf(routing).has('forward_immediate');
  return { removeFlags: [...MODES, ...(isAtOnce ? ['enablecf'] : [])] };
}

function modeEdit(
  mode: ForwardingRules['mode'],
  to: ForwardTarget | undefined,
  routing: Routing,
  people: readonly string[],
): { readonly addFlags: readonly string[]; readonly lists: NonNullable<RoutingEdit['lists']> } {
  if (mode === 'off' || !to) return { addFlags: [], lists: {} };
  if (to.kind === 'delegates' || to.kind === 'team') {
    const ring = to.kind === 'team' ? 'team_ring' : 'delegate_ring';
    const isNamed = (routing.lists.get(to.kind)?.length ?? 0) > 0;
    return {
      addFlags: mode === 'forward' ? [ring, 'skip_primary'] : [ring],
      lists: isNamed ? {} : { [to.kind]: people.map((uri) => ({ kind: 'uri', uri })) },
    };
  }
  if (mode === 'ring-also') return { addFlags: ['simultaneous_ring'], lists: { simultaneous_ring: [placeOf(to)] } };
  if (to.kind === 'voicemail') return { addFlags: ['forward_immediate'], lists: {} };
  return { addFlags: ['forward_immediate', 'enablecf'], lists: { forwardto: [placeOf(to)] } };
}

function placeOf(to: ForwardAddress | { readonly kind: 'voicemail' }): RoutingTarget {
  return to.kind === 'address' ? { kind: 'uri', uri: to.uri } : { kind: 'application', application: 'voicemail' };
}

function place(to: ForwardTarget | undefined): { readonly to?: ForwardTarget } {
  return to ? { to } : {};
}

function targetOf(target: RoutingTarget | undefined): ForwardAddress | typeof VOICEMAIL | undefined {
  if (!target) return undefined;
  if (target.kind === 'uri') return isMailbox(target.uri) ? VOICEMAIL : addressIn(target.uri);
  return target.application.toLowerCase() === 'voicemail' ? VOICEMAIL : { kind: 'address', uri: target.application };
}

function isMailbox(uri: string): boolean {
  const read = readUri(uri);
  return read?.kind === 'sip' && read.params.get('opaque')?.toLowerCase() === MAILBOX;
}

/** Where a team rings, what counts is how long we and then they do. */
function unansweredAfter({ waits }: Routing, flags: ReadonlySet<string>): number {
  const total = waits.get('total') ?? 0;
  if (flags.has('team_ring') && waits.has('team2')) return (waits.get('user') ?? 0) + (waits.get('team2') ?? 0);
  return total > 0 ? total : waits.get('user') || ringSeconds.usual;
}

function flagsOf({ flags }: Routing): ReadonlySet<string> {
  return new Set(flags.map((flag) => flag.toLowerCase()));
}
