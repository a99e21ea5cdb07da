/** What the tests of this folder share: people who join, watch, and ask a focus. */
import { at, attr, children, textOf } from '../../protocol/xml/find.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import { createBench, type Seen } from '../sip/test-bench.ts';
import { guest, inside, invite, type Joiner, joinerOf, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';
import { mcuUriOf } from './focus-uri.ts';
import type { Mcu } from './mcu.ts';

export const EDGE = 'sip.tailspintoys.com';
export const WEEKLY = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
export const LOBBY = WEEKLY.replace('2Z92HZZZ', 'L0BBY7TS');
export const LIVELY = WEEKLY.replace('2Z92HZZZ', 'TSL1VELY');

/** The lab's SIP side with people who may come. */
export function setUpMeeting<C extends Clock>(clock: C, random: Random) {
  const bench = createBench(clock, random);
  const stranger = (number: number): Joiner => ({
    ...guest(bench.connect(EDGE), `Guest ${number}`),
    address: `guest-${number}@anonymous.invalid`,
    contact: `<sip:guest-${number}@anonymous.invalid>`,
  });
  return {
    clock,
    bench,
    site: bench.side.siteOf('tailspintoys.com'),
    karen: guest(bench.connect(EDGE)),
    stranger,
    garth: () => joinerOf(signIn(bench, 'garth@tailspintoys.com', EDGE)),
    john: () => joinerOf(signIn(bench, 'john@tailspintoys.com', EDGE)),
  };
}

/** Joins; throws when that is refused. */
export function open(joiner: Joiner, uri = WEEKLY): Seen {
  const [answer] = invite(joiner, uri);
  if (answer?.status !== 200) throw new Error(`join refused: ${answer?.startLine}`);
  return answer;
}

/** Subscribes to the roster and returns what came with the answer. */
export function watch(joiner: Joiner, uri = WEEKLY): Seen | undefined {
  return subscribe({ ...joiner, gruu: `sip:${joiner.address}` }, 'conference', { to: uri })[0];
}

/** Everything a focus said to one command. */
export interface Heard {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly body: string;
  /** What came after the answer. */
  readonly more: readonly Seen[];
}

/** Asks by INFO; each call takes the next CSeq of its dialog. */
export function asker(joiner: Joiner, dialog: Seen): (command: string) => Heard {
  let cseq = 1;
  return (command) => {
    cseq += 1;
    const [answer, ...more] = inside(joiner, dialog, 'INFO', {
      cseq,
      type: 'application/cccp+xml',
      body: request(command),
    });
    return { ...wordOf(answer), status: answer?.status, body: answer?.body ?? '', more };
  };
}

/** Code and reason of a C3P answer, wherever it came. */
export function wordOf(seen: Seen | undefined): Pick<Heard, 'code' | 'reason'> {
  const root = rootOf(seen?.body ?? '');
  return { code: attr(root, 'code'), reason: attr(root?.children[0], 'reason') };
}

function request(command: string): string {
  const spaces =
    'xmlns="urn:ietf:params:xml:ns:cccp" xmlns:mscp="http://schemas.microsoft.com/rtc/2005/08/cccpextensions"';
  return `<request ${spaces} C3PVersion="1" to="${WEEKLY}" from="sip:x" requestId="9">${command}</request>`;
}

/** The users of a roster: entity without scheme, role, and their endpoints as `type status`. */
export function usersIn(seen: Seen | undefined) {
  return children(at(rootOf(seen?.body ?? ''), 'users'), 'user').map((user) => ({
    entity: attr(user, 'entity')?.replace('sip:', ''),
    name: textOf(user, 'display-text'),
    role: textOf(user, 'roles', 'entry'),
    endpoints: children(user, 'endpoint').map((each) => `${attr(each, 'session-type')} ${textOf(each, 'status')}`),
    filters: children(user, 'endpoint').flatMap((each) => textOf(each, 'media', 'media-ingress-filter') ?? []),
  }));
}

/** An MCU that remembers what it was told. */
export function rememberingMcu(purpose: Mcu['purpose'], told: string[]): Mcu {
  return {
    purpose,
    uri: (conference) => mcuUriOf(conference.plan.focusUri, purpose),
    onSeat: (_, seat) => told.push(`seat ${seat.entity}`),
    onLeave: (_, seat) => told.push(`leave ${seat.entity}`),
    onChange: () => told.push('change'),
    onEnd: (_, why) => told.push(`end ${why}`),
    handle: (exchange) => exchange.answer({ status: 200, reason: 'OK', headers: [['X-Mcu', purpose]] }),
    addUser: (conference, seat) => ({
      ok: true,
      content: '<connection-info/>',
      afterwards: () =>
        conference.putSession(seat, {
          type: purpose,
          endpoint: '{0}',
          status: 'connected',
          joined: 'dialed-in',
          media: [],
        }),
    }),
    act: (_, seat, action) => told.push(`${action.kind} ${seat.entity}`),
  };
}
