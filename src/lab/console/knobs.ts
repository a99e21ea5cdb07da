/** The lab's knobs as lines a tester types. Every line gets a sentence back; none can end the lab but `quit`. */
import type { Lab } from '../api.ts';
import { setCall, setMedia, setMixer, setPhone, setRelay } from './call-knob.ts';
import { setChat } from './chat-knob.ts';
import { introduce, setContacts, setDelegates } from './contacts-knob.ts';
import { setContent } from './content-knob.ts';
import { describeLog, describeMeetings, describeProfile, describeUsers } from './describe.ts';
import { setDns } from './dns-knob.ts';
import { setFactory } from './factory-knob.ts';
import { setFault } from './fault-knob.ts';
import { setFederation } from './federation-knob.ts';
import { setExchange, setMailboxes, setWaiting } from './mailbox-knob.ts';
import { setMeeting } from './meeting-knob.ts';
import { expectSignedIn, setManner, write } from './people-knob.ts';
import { setOtherEndpoint, setPresence, stormPresence } from './presence-knob.ts';
import { setDialPlan, setDirectory, setSettings } from './settings-knob.ts';
import { setAccount, setGeneration, setSchemes, withdrawCertificates } from './sign-in-knob.ts';
import { setSwitch, setTimeline } from './switch-knob.ts';
import { setWeb } from './web-knob.ts';
import { nothingMore, numberFrom, oneOf, switchFrom } from './words.ts';
import { setXmpp } from './xmpp-knob.ts';

export interface KnobAnswer {
  readonly text: string;
  readonly quit: boolean;
}

/** What a knob gets: the lab and the words after its name. */
export type Knob = (lab: Lab, words: readonly string[]) => string;

interface KnobEntry {
  readonly usage: string;
  readonly turn: Knob;
}

const LONGEST_LINE = 1000;

const knobs: Readonly<Record<string, KnobEntry>> = {
  status: { usage: 'status', turn: alone(describeStatus) },
  profile: { usage: 'profile', turn: alone(({ profile }) => describeProfile(profile)) },
  users: { usage: 'users', turn: alone(({ profile }) => describeUsers(profile)) },
  meetings: { usage: 'meetings', turn: alone(({ profile }) => describeMeetings(profile)) },
  log: { usage: 'log [COUNT]', turn: showLog },
  queries: { usage: 'queries', turn: alone(describeQueries) },
  switch: { usage: 'switch [ID [TARGET VALUE]] | switch reset', turn: setSwitch },
  timeline: { usage: 'timeline FILE|steps|stop', turn: setTimeline },
  latency: { usage: 'latency MS', turn: setLatency },
  federation: { usage: 'federation DOMAIN [SETTING on|off|VALUE|DOMAIN,DOMAIN|none]', turn: setFederation },
  challenge: { usage: 'challenge DOMAIN on|off', turn: setChallenge },
  fault: { usage: 'fault SERVER FAULT [VALUE…] | fault SERVER none', turn: setFault },
  web: { usage: 'web DOMAIN schemes SCHEME,SCHEME|certificateHours NUMBER|ticketMinutes NUMBER', turn: setWeb },
  settings: {
    usage: 'settings DOMAIN none|write FILE|file FILE|set GROUP KEY VALUE|damage DAMAGE|kept on|off',
    turn: setSettings,
  },
  dialplan: { usage: 'dialplan DOMAIN none|write FILE|file FILE|damage print|hostile|late MS', turn: setDialPlan },
  directory: { usage: 'directory DOMAIN extra COUNT|photos on|off', turn: setDirectory },
  exchange: {
    usage: 'exchange DOMAIN schemes SCHEME,SCHEME|version NAME|redirect ADDRESS|URL|none',
    turn: setExchange,
  },
  mailboxes: { usage: 'mailboxes file FILE|write FILE', turn: setMailboxes },
  waiting: { usage: 'waiting ADDRESS UNREAD READ [presence|notify|benotify]', turn: setWaiting },
  generation: { usage: 'generation DOMAIN NAME', turn: setGeneration },
  schemes: { usage: 'schemes DOMAIN [SCHEME…]', turn: setSchemes },
  account: { usage: 'account ADDRESS on|off', turn: setAccount },
  withdraw: { usage: 'withdraw ADDRESS', turn: withdrawCertificates },
  dns: {
    usage: 'dns NAME SRV|A|AAAA|NAPTR records|nxdomain|nodata|servfail|silence|delay MS|malice KIND|answer VALUE…',
    turn: setDns,
  },
  signout: { usage: 'signout ADDRESS unregistered|rejected|deactivated', turn: signOut },
  drop: { usage: 'drop SERVER', turn: drop },
  manner: { usage: 'manner ADDRESS MANNER|none', turn: setManner },
  write: { usage: 'write FROM TO TEXT…', turn: write },
  presence: { usage: 'presence ADDRESS NUMBER [NOTE…]', turn: setPresence },
  elsewhere: { usage: 'elsewhere ADDRESS NUMBER|gone [CHOICE|none]', turn: setOtherEndpoint },
  storm: { usage: 'storm DOMAIN UPDATES SECONDS [BYTES]', turn: stormPresence },
  contacts: { usage: 'contacts ADDRESS server|exchange|refused | contacts file FILE', turn: setContacts },
  introduce: { usage: 'introduce ADDRESS WATCHER [NAME…]', turn: introduce },
  delegates: { usage: 'delegates ADDRESS [DELEGATE…]', turn: setDelegates },
  xmpp: {
    usage: 'xmpp DOMAIN [PARTNER [SETTING VALUE|none]] | xmpp ADDRESS on|off',
    turn: setXmpp,
  },
  call: {
    usage:
      'call list|from PARTY TO [any|plain|sdes|dtls]|cancel CALL [elsewhere]|hangup CALL|hold CALL on|off|video CALL|digits CALL DIGITS|rebind CALL|transfer CALL TO',
    turn: setCall,
  },
  phone: { usage: 'phone ADDRESS MANNER|none', turn: setPhone },
  media: {
    usage:
      'media [of PARTY] none | media [of PARTY] [loss|jitter|delay|duplicate|reorder NUMBER|nat on|off|malice KIND]…',
    turn: setMedia,
  },
  relay: { usage: 'relay DOMAIN on|silent|off', turn: setRelay },
  mixer: { usage: 'mixer DOMAIN full|refuses|silent|drops sound|picture|both|malice KIND|none', turn: setMixer },
  chat: {
    usage:
      'chat ID members|say WHO TEXT…|type WHO|hostile WHO KIND|fail WHO STATUS|none|remove WHO|accept 200|202|reports all|failures|none|reportby BENOTIFY|MESSAGE',
    turn: setChat,
  },
  content: {
    usage:
      'content ID items|viewers|slides PAGES TITLE…|strokes COUNT|token FAULT|none|edge FAULT|none|pages FAULT|none|slow MS|answers MS|never|expire SECONDS|draw on|off|malformed FAULT|lost|moved',
    turn: setContent,
  },
  meeting: {
    usage:
      'meeting ID people|facts|policy POLICY|admit URI|deny URI|remove URI|role URI presenter|attendee|end|open on|off|lobby on|off|wait SECONDS|grace SECONDS|seats COUNT|add COUNT|gather COUNT SECONDS|leave COUNT|waiting COUNT|play COUNT|off|part PART up|down|skip|fault off|KIND [COMMAND]|refuse REASON [COMMAND]|roster KIND',
    turn: setMeeting,
  },
  factory: {
    usage: 'factory DOMAIN parts PART,PART|most COUNT|phones off|refuse REASON [COMMAND]|fault KIND [COMMAND]|none',
    turn: setFactory,
  },
};

/** Carries out one line. */
export function turnKnob(lab: Lab, line: string): KnobAnswer {
  if (line.length > LONGEST_LINE) return { text: `A line has at most ${LONGEST_LINE} characters.`, quit: false };
  const [name = '', ...words] = line.trim().split(/\s+/);
  if (name === '') return { text: '', quit: false };
  if (name === 'quit' || name === 'exit') return { text: 'Stopping.', quit: true };
  const knob = Object.hasOwn(knobs, name) ? knobs[name] : undefined;
  if (!knob) return { text: help(), quit: false };
  try {
    return { text: knob.turn(lab, words), quit: false };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { text: `${reason}\nUsage: ${knob.usage}`, quit: false };
  }
}

/** One line per knob. */
export function help(): string {
  return ['Knobs:', ...Object.values(knobs).map(({ usage }) => `  ${usage}`), '  quit'].join('\n');
}

/** A knob that reads no words. */
function alone(show: (lab: Lab) => string): Knob {
  return (lab, words) => {
    nothingMore(words);
    return show(lab);
  };
}

function describeStatus(lab: Lab): string {
  return `${lab.openConnections()} connections open, ${lab.roundTrips()} round trips, ${lab.log().length} messages logged.`;
}

function describeQueries(lab: Lab): string {
  const queries = lab.dns.queries().slice(-50);
  return queries.map(({ transport, type, name }) => `${transport} ${type} ${name}`).join('\n') || 'No queries yet.';
}

function showLog(lab: Lab, [count = '20', ...rest]: readonly string[]): string {
  nothingMore(rest);
  return describeLog(lab.log(), numberFrom(count));
}

function setLatency(lab: Lab, [ms, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const latency = numberFrom(ms);
  lab.setLatency(latency);
  return `Everything takes ${latency} ms per direction from now on.`;
}

function setChallenge(lab: Lab, [domain = '', state, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const isOn = switchFrom(state);
  lab.setGuestChallenge(domain, isOn);
  return `Guests of ${domain} ${isOn ? 'must answer a Digest challenge' : 'come in without a challenge'}.`;
}

function signOut(lab: Lab, [address = '', event, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const told = oneOf(['unregistered', 'rejected', 'deactivated'] as const, event);
  expectSignedIn(lab, address);
  lab.deregister(address, told);
  return `${address} is signed out: ${told}.`;
}

function drop(lab: Lab, [server = '', ...rest]: readonly string[]): string {
  nothingMore(rest);
  lab.dropConnections(server);
  return `Connections of ${server} dropped.`;
}
