/** One wording per finding of "Test my setup": what was found, and what to do. A code without words does not compile. */
import type { SetupFindingCode } from '../../../shared/model/setup-check.ts';

type Data = Readonly<Record<string, string>>;
interface Words {
  readonly sentence: (data: Data) => string;
  readonly next: (data: Data) => string;
}

function say(sentence: Words['sentence'] | string, next: Words['next'] | string = ''): Words {
  return {
    sentence: typeof sentence === 'string' ? () => sentence : sentence,
    next: typeof next === 'string' ? () => next : next,
  };
}

const of = (data: Data, name: string) => data[name] ?? '';

export const findingTexts: Record<Exclude<SetupFindingCode, 'failed'>, Words> = {
  'needs-earlier-step': say('An earlier step did not get far enough.', 'Mend that one first, then run the test again.'),
  cancelled: say('The test was cancelled before this was known.', 'Run the test again.'),
  'out-of-time': say(
    'This took too long and was given up.',
    'Run the test again; if it stays like this, send the report to your administrators.',
  ),
  'devices-ready': say(
    (data) =>
      `Offhook uses ${of(data, 'microphone')} and ${of(data, 'speaker')}, and ${of(data, 'camera')} for pictures.`,
  ),
  'devices-no-camera': say(
    (data) =>
      `Offhook uses ${of(data, 'microphone')} and ${of(data, 'speaker')}; there is no camera, and calls work without.`,
  ),
  'devices-no-microphone': say('There is no microphone.', 'Plug one in, or a headset, to be heard in calls.'),
  'devices-no-speaker': say('There is no speaker or headphone.', 'Plug one in, or a headset, to hear calls.'),
  'devices-none': say(
    'There is neither a microphone nor a speaker.',
    'Plug in a headset to talk; chat and meetings without sound work as they are.',
  ),
  'devices-unknown': say('Which devices there are cannot be told here.', 'Look under Settings, Audio and video.'),
  'network-chosen': say((data) => `Connections go through ${of(data, 'name')} (${of(data, 'address')}).`),
  'network-by-system': say(
    (data) => `The system chooses between ${of(data, 'names')}.`,
    'If it chooses wrong, prefer one under Settings, Network and certificates.',
  ),
  'network-lab': say('The built-in lab is on this computer, so no other network is needed.'),
  'names-found': say((data) => `${of(data, 'domain')} names its server: ${of(data, 'server')}.`),
  'names-manual': say(
    (data) => `The servers were typed in by hand: ${of(data, 'servers')}. No name of the domain was asked for.`,
  ),
  'names-hosts-only': say(
    (data) =>
      `${of(data, 'domain')} publishes no service record; the server was found by its usual name, ${of(data, 'server')}.`,
    (data) => `Sign-in works. A record _sip._tls.${of(data, 'domain')} would make it quicker and surer.`,
  ),
  'names-web-only': say(
    (data) => `Only ${of(data, 'host')} is published, which names the server to people who prove who they are.`,
    'What comes after can only be told by signing in. A record _sip._tls would let everybody find the server.',
  ),
  'names-itself': say(
    (data) =>
      `${of(data, 'domain')} names no server, so only what stands at the address of the domain itself is tried.`,
    'If that is not your server, enter it under Server settings.',
  ),
  'names-partly': say(
    (data) => `${of(data, 'server')} can be used, but ${of(data, 'host')}, published beside it, cannot.`,
    'Sign-in works as long as the good one does. The details say what is wrong with the other.',
  ),
  'reach-all': say((data) => `Every server in use takes connections: ${of(data, 'hosts')}, ${of(data, 'ms')} ms away.`),
  'reach-some': say(
    (data) => `${of(data, 'hosts')} takes connections, ${of(data, 'lost')} does not.`,
    'Sign-in works, with less to fall back on.',
  ),
  'certificate-good': say(
    (data) =>
      `${of(data, 'host')} proves who it is, with ${of(data, 'protocol')} and ${certificates(of(data, 'count'))}.`,
  ),
  'certificate-some': say(
    (data) => `${of(data, 'host')} proves who it is, but ${of(data, 'bad')} does not.`,
    'Sign-in works only when it comes to the good one. The details say what is wrong with the other.',
  ),
  'certificate-none': say(
    'The server is reached without encryption.',
    'Everybody on the way can read along. Your company should offer TLS.',
  ),
  'server-ready': say((data) => `${named(data)} answers in ${of(data, 'ms')} ms and takes ${of(data, 'known')}.`),
  'server-open': say(
    (data) => `${named(data)} asks nobody for a password (${of(data, 'status')}).`,
    'Sign-in works. Whoever runs the server should know that it lets in anybody.',
  ),
  'server-refuses': say(
    (data) => `${named(data)} sends this address elsewhere before it asks who is there (${of(data, 'status')}).`,
    'Try to sign in: where it leads can only be told then.',
  ),
  'server-no-known-scheme': say(
    (data) => `${named(data)} offers no way to sign in that Offhook knows: ${of(data, 'schemes') || 'it names none'}.`,
    'The server should offer TLS-DSK, NTLM or Digest.',
  ),
  'web-ready': say((data) => `${of(data, 'host')} and the meeting pages at ${of(data, 'page')} answer.`),
  'web-no-page': say(
    (data) => `${of(data, 'host')} answers, but there is no ${of(data, 'page')}.`,
    'If your company’s meeting links begin with another name, all is well.',
  ),
  'web-no-lyncdiscover': say(
    (data) =>
      `The meeting pages at ${of(data, 'page')} answer, but lyncdiscover.${of(data, 'domain')} is not published.`,
    'Desktop sign-in works without. Phones and some features need it.',
  ),
  'web-none': say(
    (data) => `${of(data, 'domain')} publishes no web services under the usual names.`,
    'A plain SIP server has none. With Skype for Business Server, meeting pages and the address book may be missing.',
  ),
  'partners-published': say((data) => `Companies that search for partners find ${of(data, 'domain')}.`),
  'partners-unpublished': say(
    (data) => `_sipfederationtls._tcp.${of(data, 'domain')} is not published.`,
    'People of other companies reach you only if theirs lists yours by hand. You can sign in all the same.',
  ),
  'partners-unknown': say(
    (data) => `The name server did not say how other companies find ${of(data, 'domain')}.`,
    'Run the test again, or try another network.',
  ),
  'partner-ready': say(
    (data) => `You can reach meetings of ${of(data, 'domain')} as a guest, at ${of(data, 'server')}.`,
    'Whether guests are let in is decided there when you join.',
  ),
  'partner-unlisted': say(
    (data) =>
      `You can reach meetings of ${of(data, 'domain')} as a guest, but it publishes no _sipfederationtls._tcp record.`,
    'Joining as a guest works. To chat with its people, your company must list theirs by hand.',
  ),
  'partner-not-asked': say('No other company was asked for.', 'Type its domain or a meeting link above to try it.'),
  'media-local': say(
    (data) => `The ports ${of(data, 'first')} to ${of(data, 'last')} can be used on this computer.`,
    'Whether sound gets out of this network can only be told after signing in: the server names its relay to nobody else.',
  ),
  'media-outside': say(
    (data) =>
      `Sound and pictures can leave this network: ${of(data, 'server')} sees this computer as ${of(data, 'seenAs')}.`,
  ),
  'media-silent': say(
    (data) => `${of(data, 'server')} does not answer over UDP.`,
    'Calls may have no sound, or take a longer way. UDP to that server should be let through.',
  ),
  'media-blocked': say(
    'A packet of UDP did not arrive even within this computer.',
    'A security program on this computer keeps Offhook from using UDP: allow it there.',
  ),
  'media-few-ports': say(
    (data) => `Of ${of(data, 'tried')} ports tried, only ${of(data, 'free')} are free.`,
    'Close other programs for calls, then run the test again.',
  ),
  'media-no-ports': say(
    (data) => `None of the ports ${of(data, 'first')} to ${of(data, 'last')} can be used.`,
    'Another program or a security program holds them: close or allow it, then run the test again.',
  ),
};

function certificates(count: string): string {
  return count === '1' ? 'one certificate' : `${count} certificates`;
}

function named(data: Data): string {
  const software = of(data, 'software');
  return software === '' ? of(data, 'server') : `${of(data, 'server')} (${software})`;
}
