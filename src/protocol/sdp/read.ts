/** Session descriptions as they come from far ends and from Chromium. RFC 8866, [MS-SDPEXT] */
import type { MediaSection, Origin, SessionDescription } from './description.ts';
import { type Draft, finish, type MediaLine, newDraft } from './draft.ts';
import { readAttribute } from './read-attributes.ts';
import { isAddress, isPrintable, isToken, readPort, readWhole, wordsOf } from './values.ts';

/**
 * Why a text is no description: `empty`, `too-long` (64 KiB, 2000 lines), `control-character`, `not-sdp` (it does not begin with version 0),
 * `media-line` (a section without kind, port or protocol), `port` (beyond 65535), `too-many-sections` (16).
 */
export type SdpProblem =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'not-sdp'
  | 'media-line'
  | 'port'
  | 'too-many-sections';

export type SdpRead =
  | {
      readonly ok: true;
      readonly value: SessionDescription;
      /** Numbers of lines that were passed over because they are damaged; at most 32. */
      readonly damaged: readonly number[];
    }
  | { readonly ok: false; readonly problem: SdpProblem };

const longest = 65_536;
const mostLines = 2000;
const longestLine = 4096;
const mostSections = 16;
const mostFormats = 128;
const mostBandwidths = 8;
const mostDamaged = 32;
const longestName = 200;
const highestBandwidth = 4_000_000_000;
/** All but tab and the two that end a line. */
const CONTROLS = /[^\P{Cc}\t\r\n]/u;
const noOrigin: Origin = { userName: '-', sessionId: '0', version: '0', address: '0.0.0.0' };

/** Reads a description; never throws. Lines may end with LF alone; unknown lines and attributes, and damaged ones, are passed over. */
export function readSdp(text: string): SdpRead {
  if (text.length > longest) return { ok: false, problem: 'too-long' };
  if (CONTROLS.test(text)) return { ok: false, problem: 'control-character' };
  const lines = text.replace(/^\s+/, '').split(/\r\n|\n|\r/, mostLines + 1);
  if (lines.length > mostLines) return { ok: false, problem: 'too-long' };
  if (lines.every((line) => line.trim() === '')) return { ok: false, problem: 'empty' };
  if (lines[0]?.trim() !== 'v=0') return { ok: false, problem: 'not-sdp' };
  return new Reader().read(lines);
}

class Reader {
  readonly #session = newDraft();
  readonly #sections: { readonly line: MediaLine; readonly draft: Draft }[] = [];
  #current: Draft = this.#session;
  #origin: Origin | undefined;
  #name: string | undefined;

  read(lines: readonly string[]): SdpRead {
    const damaged: number[] = [];
    for (const [at, line] of lines.entries()) {
      if (line[1] !== '=') continue;
      const outcome = line.length > longestLine ? false : this.#line(line[0] ?? '', line.slice(2).trim());
      if (typeof outcome === 'string') return { ok: false, problem: outcome };
      if (!outcome && damaged.length < mostDamaged) damaged.push(at + 1);
    }
    return { ok: true, value: this.#description(), damaged };
  }

  #line(letter: string, value: string): boolean | SdpProblem {
    switch (letter) {
      case 'm':
        return this.#section(value);
      case 'a':
        return readAttribute(this.#current, value);
      case 'c':
        return this.#connection(value);
      case 'b':
        return this.#bandwidth(value);
      case 'o':
        this.#origin ??= readOrigin(value);
        return this.#origin !== undefined;
      case 's':
        this.#name ??= isPrintable(value, longestName) ? value : '-';
        return true;
      default:
        return true;
    }
  }

  #section(value: string): boolean | SdpProblem {
    if (this.#sections.length === mostSections) return 'too-many-sections';
    const line = readMediaLine(value);
    if (typeof line === 'string') return line;
    this.#current = newDraft();
    this.#sections.push({ line, draft: this.#current });
    return true;
  }

  /** `IN IP4 192.0.2.1`. A name, or a group's address with its reach, makes the section unreachable rather than us look it up. */
  #connection(value: string): boolean {
    const address = wordsOf(value, 4)[2];
    this.#current.address ??= isAddress(address) ? address : null;
    return this.#current.address !== null;
  }

  #bandwidth(value: string): boolean {
    const [type, amount] = value.split(':', 3);
    const kilobits = readWhole(amount?.trim(), highestBandwidth);
    if (!isToken(type) || kilobits === undefined) return false;
    const { bandwidth } = this.#current;
    if (bandwidth.length < mostBandwidths) bandwidth.push({ type, value: kilobits });
    return true;
  }

  #description(): SessionDescription {
    const media: readonly MediaSection[] = this.#sections.map(({ line, draft }) => finish(line, draft, this.#session));
    return {
      origin: this.#origin ?? noOrigin,
      name: this.#name || '-',
      bandwidth: this.#session.bandwidth,
      groups: this.#session.groups,
      isIceLite: this.#session.isIceLite,
      media,
    };
  }
}

function readOrigin(value: string): Origin | undefined {
  const [userName = '', sessionId = '', version = '', , , address = ''] = wordsOf(value, 6);
  const isSound = [sessionId, version].every((number) => /^\d{1,20}$/.test(number)) && isPrintable(userName, 64);
  return isSound && address !== '' && isPrintable(address, 255) ? { userName, sessionId, version, address } : undefined;
}

/** `audio 50012 RTP/SAVP 9 0`; `50012/2` counts ports, of which the first is taken. */
function readMediaLine(value: string): MediaLine | SdpProblem {
  const [kind, portText = '', protocol, ...formats] = wordsOf(value, mostFormats + 3);
  if (!isToken(kind) || !isToken(protocol) || !/^\d+(?:\/\d+)?$/.test(portText)) return 'media-line';
  const port = readPort(portText.split('/')[0]?.replace(/^0+(?=\d)/, ''));
  if (port === undefined) return 'port';
  const sound = formats.filter(isToken);
  return { kind: kind.toLowerCase(), port, protocol: protocol.toUpperCase(), formats: sound };
}
