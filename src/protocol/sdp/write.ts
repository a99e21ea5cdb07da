/** Writes session descriptions: the only place that does. The same value gives the same text, in the order of RFC 8866 5. */
import type { Bandwidth, Candidate, CryptoLine, MediaSection, Payload, SessionDescription } from './description.ts';
import { isIpv6 } from './values.ts';

/**
 * The text, lines ended by CRLF. One `c=` line stands above all where they agree. Throws a RangeError, without the value, when a value would
 * begin another line: what comes from outside has been through readSdp, so this is a mistake of ours.
 */
export function writeSdp(description: SessionDescription): string {
  const { origin, media } = description;
  const [first, ...others] = media;
  const isShared = first?.address !== undefined && others.every(({ address }) => address === first.address);
  const lines = [
    'v=0',
    `o=${origin.userName} ${origin.sessionId} ${origin.version} IN ${family(origin.address)} ${origin.address}`,
    `s=${description.name}`,
    ...(isShared ? [connection(first.address)] : []),
    ...description.bandwidth.map(bandwidth),
    't=0 0',
    ...(description.isIceLite ? ['a=ice-lite'] : []),
    ...description.groups.map(({ semantics, mids }) => `a=group:${[semantics, ...mids].join(' ')}`),
    ...media.flatMap((section) => sectionLines(section, isShared)),
  ];
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new RangeError('A value of a description has a line break');
  return `${lines.join('\r\n')}\r\n`;
}

function sectionLines(section: MediaSection, isShared: boolean): string[] {
  const { address } = section;
  return [
    `m=${section.kind} ${section.port} ${[section.protocol, ...section.formats].join(' ')}`,
    ...(address !== undefined && !isShared ? [connection(address)] : []),
    ...section.bandwidth.map(bandwidth),
    ...iceLines(section),
    ...section.crypto.map(cryptoLine),
    ...dtlsLines(section),
    ...labelLines(section),
    ...section.payloads.flatMap(payloadLines),
    ...section.feedback.map(({ payload, value }) => `a=rtcp-fb:${payload} ${value}`),
    ...optional('ptime', section.ptime),
    `a=${section.direction}`,
  ];
}

function iceLines({ ice, candidates, remoteCandidates }: MediaSection): string[] {
  const chosen = remoteCandidates.map(({ component, address, port }) => `${component} ${address} ${port}`);
  return [
    ...(ice ? [`a=ice-ufrag:${ice.ufrag}`, `a=ice-pwd:${ice.pwd}`] : []),
    ...candidates.map(candidateLine),
    ...(chosen.length > 0 ? [`a=remote-candidates:${chosen.join(' ')}`] : []),
  ];
}

function candidateLine(candidate: Candidate): string {
  const { foundation, component, transport, priority, address, port, type } = candidate;
  const { relatedAddress, relatedPort, tcpType } = candidate;
  return [
    `a=candidate:${foundation} ${component} ${transport} ${priority} ${address} ${port} typ ${type}`,
    ...(relatedAddress === undefined ? [] : [`raddr ${relatedAddress}`]),
    ...(relatedPort === undefined ? [] : [`rport ${relatedPort}`]),
    ...(tcpType === undefined ? [] : [`tcptype ${tcpType}`]),
  ].join(' ');
}

function cryptoLine({ tag, suite, key, lifetime, mki, params }: CryptoLine): string {
  const keyParts = [`inline:${key}`, ...(lifetime ? [lifetime] : []), ...(mki ? [`${mki.value}:${mki.length}`] : [])];
  return [`a=crypto:${tag} ${suite} ${keyParts.join('|')}`, ...params].join(' ');
}

function dtlsLines({ fingerprint, setup }: MediaSection): string[] {
  return [
    ...(fingerprint ? [`a=fingerprint:${fingerprint.hash} ${fingerprint.value}`] : []),
    ...optional('setup', setup),
  ];
}

function labelLines({ rtcp, mux, mid, label, source, encryption, ssrcRange }: MediaSection): string[] {
  const elsewhere = rtcp?.address === undefined ? '' : ` IN ${family(rtcp.address)} ${rtcp.address}`;
  return [
    ...optional('label', label),
    ...optional('x-source', source),
    ...(ssrcRange ? [`a=x-ssrc-range:${ssrcRange.first}-${ssrcRange.last}`] : []),
    ...(rtcp ? [`a=rtcp:${rtcp.port}${elsewhere}`] : []),
    ...(mux ? ['a=rtcp-mux'] : []),
    ...optional('mid', mid),
    ...optional('encryption', encryption),
  ];
}

function payloadLines({ type, name, clockRate, channels, fmtp }: Payload): string[] {
  const coding = [name, clockRate, ...(channels === undefined ? [] : [channels])].join('/');
  return [`a=rtpmap:${type} ${coding}`, ...fmtp.map((parameters) => `a=fmtp:${type} ${parameters}`)];
}

function optional(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`a=${name}:${value}`];
}

function bandwidth({ type, value }: Bandwidth): string {
  return `b=${type}:${value}`;
}

function connection(address: string): string {
  return `c=IN ${family(address)} ${address}`;
}

function family(address: string): string {
  return isIpv6(address) ? 'IP6' : 'IP4';
}
