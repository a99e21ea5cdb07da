/** Session descriptions as the lab writes them, in the shape servers and clients of this kind give them. Protocol notes 9.2; [MS-SDPEXT] */

import type { Direction } from './description.ts';
import type { DtlsIdentity } from './dtls-side.ts';
import { priorityOf } from './ice-agent.ts';
import type { Component } from './places.ts';

export interface LineToWrite {
  readonly kind: string;
  /** 0: refused. */
  readonly port: number;
  readonly rtcpPort: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  readonly codecs: readonly string[];
  readonly direction: Direction;
  readonly mid?: string | undefined;
  readonly label?: string | undefined;
  /** The source of our packets. RFC 5576 */
  readonly ssrc?: number | undefined;
  readonly hasRtcpMux: boolean;
  readonly crypto?: { readonly tag: string; readonly key: Buffer } | undefined;
  readonly encryption?: 'optional' | 'required' | 'rejected' | undefined;
  readonly dtls?: { readonly identity: DtlsIdentity; readonly setup: 'actpass' | 'active' | 'passive' } | undefined;
  readonly ice?:
    | { readonly userFragment: string; readonly password: string; readonly components: readonly Component[] }
    | undefined;
}

export function descriptionText(address: string, version: number, lines: readonly LineToWrite[]): string {
  const session = [
    'v=0',
    `o=- 0 ${version} IN IP4 ${address}`,
    's=session',
    `c=IN IP4 ${address}`,
    'b=CT:99980',
    't=0 0',
  ];
  return [...session, ...lines.flatMap((line) => lineText(address, line)), ''].join('\r\n');
}

function lineText(address: string, line: LineToWrite): readonly string[] {
  const { kind, port, protocol, formats, mid } = line;
  const head = `m=${kind} ${port} ${protocol} ${formats.join(' ')}`;
  const name = mid === undefined ? [] : [`a=mid:${mid}`];
  if (port === 0) return [head, ...name];
  return [
    head,
    ...name,
    ...iceText(address, line),
    ...keyText(line),
    ...(line.label === undefined ? [] : [`a=label:${line.label}`]),
    line.hasRtcpMux ? 'a=rtcp-mux' : `a=rtcp:${line.rtcpPort}`,
    ...(line.encryption === undefined ? [] : [`a=encryption:${line.encryption}`]),
    ...line.codecs,
    ...(line.ssrc === undefined ? [] : [`a=ssrc:${line.ssrc} cname:lab`]),
    `a=${line.direction}`,
  ];
}

function iceText(address: string, { ice, port, rtcpPort }: LineToWrite): readonly string[] {
  if (!ice) return [];
  return [
    `a=ice-ufrag:${ice.userFragment}`,
    `a=ice-pwd:${ice.password}`,
    ...ice.components.map((component) => {
      const priority = priorityOf('host', component);
      return `a=candidate:1 ${component} UDP ${priority} ${address} ${component === 1 ? port : rtcpPort} typ host`;
    }),
  ];
}

function keyText({ crypto, dtls }: LineToWrite): readonly string[] {
  return [
    ...(crypto ? [`a=crypto:${crypto.tag} AES_CM_128_HMAC_SHA1_80 inline:${crypto.key.toString('base64')}|2^31`] : []),
    ...(dtls ? [`a=fingerprint:sha-256 ${dtls.identity.fingerprint}`, `a=setup:${dtls.setup}`] : []),
  ];
}
