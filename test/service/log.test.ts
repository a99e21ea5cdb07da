/** What a person finds afterwards: the log tells the story in the document's own order, lines up with the lab's, and holds no secret. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const meetingOf = (id: string) => {
  const meeting = world.lab.profile.meetings.find((known) => known.id === id);
  if (!meeting) throw new Error(`no meeting ${id}`);
  return meeting;
};

/** Karen is refused at home, proves the key as a guest, is in, leaves, and is signed out. */
async function playTheStory(): Promise<void> {
  world.lab.setGuestChallenge('tailspintoys.com', true);
  await world.signIn('karen@contoso.com');
  await world.join(meetingOf('2Z92HZZZ').links.meet);
  await world.untilMeeting(({ phase }) => phase === 'joined');
  await world.client.meetings.leave();
  await world.client.signIn.signOut();
}

function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
}

it("[J4] [X1] [X2] [X3] the seed's messages and trace stand in the log of a guest join, in order", async () => {
  await playTheStory();
  await world.client.tracing.close();
  const log = [...filesIn(world.folder)].find(([name]) => name.endsWith('.uccapilog'))?.[1] ?? '';
  const prefix = String.raw`\d\d/\d\d/\d{4}\|\d\d:\d\d:\d\d\.\d{3} [0-9A-F]+:[0-9A-F]{4} INFO  :: `;
  const story = [
    `${prefix}Sending Packet - 127\\.[\\d.]+:\\d+ \\(From Local Address: 127\\.[\\d.]+:\\d+\\) \\d+ bytes:\r\n${prefix}INVITE sip:garth@tailspintoys\\.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ SIP/2\\.0\r\n[^]*?From: <sip:karen@contoso\\.com>;tag=[0-9a-f]{10};epid=[0-9a-f]{10}`,
    `${prefix}Data Received - [^\r]+\r\n${prefix}SIP/2\\.0 504 Server time-out\r\n[^]*?ms-diagnostics: 1017;reason="Cannot route From and To domains in this combination"[^\r]*source="sipfed\\.contoso\\.com"`,
    `${prefix}QueryDNSSrv - DNS Name\\[_sipinternaltls\\._tcp\\.tailspintoys\\.com\\]`,
    `${prefix}QueryDNSSrv - DNS Name\\[_sip\\._tls\\.tailspintoys\\.com\\]`,
    `${prefix}INVITE sip:garth@tailspintoys\\.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ SIP/2\\.0\r\n[^]*?From: "Karen Berg" ?<sip:[0-9a-f-]{36}@anonymous\\.invalid>;tag=[0-9a-f]{10};epid=[0-9a-f]{10}`,
  ];
  expect(log).toMatch(new RegExp(story.join('[^]*?')));
});

it("[X1] the client's log and the lab's lie side by side, message by message", async () => {
  await playTheStory();
  const wire = (callId: string, direction: string, startLine: string) => `${callId} ${direction} ${startLine}`;
  const ours = world.client.tracing
    .list(0, 5000)
    .entries.flatMap((entry) =>
      entry.kind === 'sip' ? [wire(entry.callId, entry.direction, entry.text.split('\r\n')[0] ?? '')] : [],
    );
  const theirs = world.lab
    .log()
    // Beside what the client sees the lab writes down what its servers say to each other.
    .filter(({ callId, peer }) => callId !== '' && peer.startsWith('127.0.0.1:'))
    .map((entry) => wire(entry.callId, entry.direction === 'received' ? 'sent' : 'received', entry.startLine));
  expect(ours.length).toBeGreaterThan(20);
  expect([...theirs].sort()).toEqual([...ours].sort());
});

it('[X4] [X5] no password, key or meeting content is in any file, snapshot or trace, whatever went wrong', async () => {
  await playTheStory();
  await world.signIn('karen@contoso.com', 'MARKER-wrong-password');
  await world.join(meetingOf('2Z92HZZZ').links.conf, { conferenceKey: 'MARKERKEY1' });
  await world.join(meetingOf('2Z92HZZZ').links.https ?? '');
  await world.client.meetings.leave();
  await world.client.tracing.close();
  const kept = [
    ...filesIn(world.folder),
    ['snapshot', JSON.stringify(world.client.state.get())] as const,
    ['trace', JSON.stringify(world.client.tracing.list(0, 5000))] as const,
  ];
  const secrets = [
    'MARKER',
    world.passwordOf('karen@contoso.com'),
    ...world.lab.profile.meetings.map(({ key }) => key),
  ];
  expect(kept.map(([name]) => name.replace(/^.*\./, ''))).toEqual(
    expect.arrayContaining(['jsonl', 'uccapilog', 'snapshot', 'trace']),
  );
  for (const [name, text] of kept) {
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
  }
});

it("[I14] what is missing on the organiser's side is told apart", async () => {
  const { links } = meetingOf('2Z92HZZZ');
  const failureOf = async () => {
    const outcome = await world.join(links.conf);
    await world.client.meetings.leave();
    return outcome.ok ? 'joined' : outcome.failure.code;
  };
  world.lab.setFaults('sip.tailspintoys.com', { certificate: 'unknown-root' });
  expect(await failureOf()).toBe('CERTIFICATE_UNKNOWN_ISSUER');
  world.lab.setFaults('sip.tailspintoys.com', { refuseConnections: true });
  expect(await failureOf()).toBe('CONNECT_REFUSED');
  world.lab.setFaults('sip.tailspintoys.com', {});
  world.lab.setFederation('tailspintoys.com', { anonymousInPolicy: false });
  expect(await failureOf()).toBe('GUESTS_NOT_ALLOWED');
  world.lab.setFederation('tailspintoys.com', { anonymousInPolicy: true });
  expect(await failureOf()).toBe('joined');
  world.lab.dns.behave('_sip._tls.tailspintoys.com', 'SRV', { kind: 'nxdomain' });
  for (const host of ['sipinternal', 'sip', 'sipexternal']) {
    world.lab.dns.behave(`${host}.tailspintoys.com`, 'A', { kind: 'nxdomain' });
  }
  expect(await failureOf()).toBe('DOMAIN_UNKNOWN');
});
