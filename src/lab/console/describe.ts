/** The lab in words, for the terminal. */
import type { LabLogEntry, LabProfile } from '../api.ts';

export function describeProfile(profile: LabProfile): string {
  return [
    'The Offhook lab. Every company, person, server and meeting in it is simulated.',
    '',
    `DNS (UDP and TCP)  ${profile.dnsServer}`,
    '',
    'Servers',
    ...profile.servers.map(({ name, address, ports, webPorts, clearTextPort }) => {
      const web = webPorts === undefined ? '' : `, web ${webPorts.join(', ')}`;
      const clear = clearTextPort === undefined ? '' : `, clear text ${clearTextPort}`;
      return `  ${name.padEnd(36)} ${address.padEnd(15)} TLS ${ports.join(', ')}${web}${clear}`;
    }),
    '',
    describeUsers(profile),
    '',
    describeMeetings(profile),
    ...(profile.limits.length > 0
      ? ['', 'Not to be had on this machine', ...profile.limits.map((each) => `  ${each}`)]
      : []),
  ].join('\n');
}

export function describeUsers(profile: LabProfile): string {
  const rows = profile.accounts.map(
    ({ address, displayName, password }) => `  ${address.padEnd(38)} ${displayName.padEnd(20)} ${password}`,
  );
  return ['Users and their passwords', ...rows].join('\n');
}

export function describeMeetings(profile: LabProfile): string {
  const rows = profile.meetings.flatMap(({ title, organizer, note, links }) => [
    `  ${title} (${organizer}). ${note}`,
    ...Object.values(links).map((link) => `    ${link}`),
  ]);
  return ['Meetings', ...rows].join('\n');
}

/** The last `count` messages, one line each. */
export function describeLog(entries: readonly LabLogEntry[], count: number): string {
  const lines = entries.slice(Math.max(0, entries.length - count)).map((entry) => {
    const arrow = entry.direction === 'received' ? '<-' : '->';
    const time = new Date(entry.at).toISOString().slice(11, 23);
    return `${time} ${entry.server} ${arrow} ${entry.peer} ${entry.startLine} [${entry.callId}]`;
  });
  return lines.join('\n') || 'Nothing yet.';
}
