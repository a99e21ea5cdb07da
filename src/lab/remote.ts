/** A lab in a process of its own, steered by messages: what the app forks and its tests turn the knobs of. */
import type { Lab, LabOptions, LabProfile } from './api.ts';

/** Sent to the lab's process. */
export type LabRequest =
  | { readonly kind: 'start'; readonly options: LabOptions }
  | { readonly kind: 'stop' }
  /** Calls one of `controls`; `dns.behave` means `lab.dns.behave`; `meeting.end`, like all of `chat` and `content`, takes the meeting's id first. */
  | { readonly kind: 'control'; readonly id: number; readonly method: string; readonly args: readonly unknown[] };

/** Sent by the lab's process. */
export type LabReply =
  | { readonly kind: 'ready'; readonly profile: LabProfile }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'controlled'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'controlled'; readonly id: number; readonly ok: false; readonly reason: string };

export interface LabPort {
  post(reply: LabReply): void;
}

export interface RemoteLab {
  /** Takes one message; resolves when it is dealt with. Messages of any other form are passed over. */
  take(message: unknown): Promise<void>;
  /** Stops the lab if one runs. */
  stop(): Promise<void>;
}

const controls: ReadonlySet<string> = new Set([
  'dns.behave',
  'dns.queries',
  'dns.clearQueries',
  'federation',
  'setFederation',
  'setFaults',
  'faults',
  'generation',
  'schemes',
  'guestChallenge',
  'latency',
  'switches.list',
  'switches.states',
  'switches.state',
  'switches.set',
  'switches.reset',
  'timeline.start',
  'timeline.steps',
  'timeline.apply',
  'timeline.heal',
  'timeline.stop',
  'setGuestChallenge',
  'setLatency',
  'roundTrips',
  'resetRoundTrips',
  'dropConnections',
  'setPresence',
  'setOtherEndpoint',
  'stormPresence',
  'setManner',
  'write',
  'setContactList',
  'setContactStore',
  'introduce',
  'setDelegates',
  'publishedBy',
  'registrations',
  'deregister',
  'setAuthOffer',
  'setGeneration',
  'setEnabled',
  'withdrawCertificates',
  'setWebServices',
  'setSettings',
  'settingsTemplate',
  'setDialPlan',
  'dialPlanDocument',
  'setDirectory',
  'setExchange',
  'setMailbox',
  'unreadOf',
  'setMessagesWaiting',
  'xmppPartners',
  'setXmppPartner',
  'removeXmppPartner',
  'setXmppAccess',
  'xmppPresenceSeen',
  'privacyBreaches',
  'log',
  'openConnections',
  'setFocusFactory',
  'calls.list',
  'calls.from',
  'calls.cancel',
  'calls.hangUp',
  'calls.hold',
  'calls.addVideo',
  'calls.sendDigits',
  'calls.transfer',
  'calls.setPhone',
  'calls.setMixer',
  'calls.setMediaFaults',
  'calls.mediaFaults',
  'calls.rebind',
  'calls.setMediaRelay',
  'calls.setTimes',
  'calls.setRouting',
  'calls.routingOf',
  'meeting.participants',
  'meeting.seats',
  'meeting.now',
  'meeting.setPolicy',
  'meeting.setRules',
  'meeting.setRole',
  'meeting.setMuted',
  'meeting.setFaults',
  'meeting.setPart',
  'meeting.gatherPeople',
  'meeting.removePeople',
  'meeting.addWaiting',
  'meeting.play',
  'meeting.stopPlaying',
  'meeting.admit',
  'meeting.deny',
  'meeting.remove',
  'meeting.end',
  'meeting.addPeople',
  'meeting.skipVersion',
  'chat.members',
  'chat.say',
  'chat.type',
  'chat.sayHostile',
  'chat.setFailing',
  'chat.change',
  'chat.remove',
  'content.change',
  'content.viewers',
  'content.items',
  'content.showSlides',
  'content.addStrokes',
  'content.sendMalformed',
  'content.disconnect',
]);

/** `onStopped` is told after a `stop` message has been carried out; the process then has nothing left to do. */
export function serveLab(
  port: LabPort,
  start: (options: LabOptions) => Promise<Lab>,
  onStopped: () => void,
): RemoteLab {
  let lab: Promise<Lab> | undefined;

  async function begin(options: LabOptions): Promise<void> {
    try {
      lab ??= start(options);
      port.post({ kind: 'ready', profile: (await lab).profile });
    } catch (error) {
      lab = undefined;
      port.post({ kind: 'failed', reason: reasonOf(error) });
    }
  }

  async function control(id: number, method: string, args: readonly unknown[]): Promise<void> {
    try {
      if (!lab) throw new Error('The lab is not running');
      port.post({ kind: 'controlled', id, ok: true, value: call(await lab, method, args) });
    } catch (error) {
      port.post({ kind: 'controlled', id, ok: false, reason: reasonOf(error) });
    }
  }

  async function stop(): Promise<void> {
    const running = lab;
    lab = undefined;
    await running?.then(
      (started) => started.stop(),
      () => undefined,
    );
  }

  return {
    async take(message) {
      if (!isRequest(message)) return;
      if (message.kind === 'start') await begin(message.options);
      else if (message.kind === 'control') await control(message.id, message.method, message.args);
      else {
        await stop();
        onStopped();
      }
    },
    stop,
  };
}

function isRequest(message: unknown): message is LabRequest {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  if (message.kind === 'stop') return true;
  if (message.kind === 'start') return 'options' in message && typeof message.options === 'object';
  return message.kind === 'control' && 'id' in message && 'method' in message && 'args' in message;
}

function call(lab: Lab, path: string, args: readonly unknown[]): unknown {
  if (!controls.has(path)) throw new Error(`The lab has no control ${path}`);
  const [first = '', second] = path.split('.');
  if (second === undefined) return invoke(lab, first, args);
  if (first === 'dns') return invoke(lab.dns, second, args);
  if (first === 'calls') return invoke(lab.calls, second, args);
  if (first === 'switches') return invoke(lab.switches, second, args);
  if (first === 'timeline') return invoke(lab.timeline, second, args);
  const [id, ...rest] = args;
  const meeting = String(id);
  if (first === 'chat') return invoke(lab.chat(meeting), second, rest);
  return invoke(first === 'content' ? lab.content(meeting) : lab.meeting(meeting), second, rest);
}

function invoke(target: object, method: string, args: readonly unknown[]): unknown {
  const member: unknown = Reflect.get(target, method);
  if (typeof member !== 'function') throw new Error(`The lab has no control ${method}`);
  return Reflect.apply(member, target, args);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
