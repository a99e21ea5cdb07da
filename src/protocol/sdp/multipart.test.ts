import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../sip/text.ts';
import { pickSdp } from './multipart.ts';

const type = 'multipart/alternative;boundary="b"';
const old = 'v=0\r\nm=audio 5000 RTP/AVP 0\r\na=candidate:dXNlcg 1 cGFzcw UDP 0.9 192.0.2.1 5000\r\n';
const today = 'v=0\r\nm=audio 5000 RTP/AVP 0\r\na=candidate:1 1 UDP 1 192.0.2.1 5000 typ host\r\n';
const fallback = 'Content-Disposition: session; handling=optional; ms-proxy-2007fallback\r\n';

function body(...parts: readonly (readonly [headers: string, text: string])[]): Uint8Array {
  const text = parts
    .map(([headers, part]) => `--b\r\nContent-Type: application/sdp\r\n${headers}\r\n${part}\r\n`)
    .join('');
  return encodeUtf8(`${text}--b--\r\n`);
}

describe('the description of a body', () => {
  it('is the body itself, or the part that speaks ICE by RFC 5245, wherever it stands', () => {
    expect(pickSdp('application/sdp', encodeUtf8(today))).toBe(today);
    expect(pickSdp(type, body([fallback, old], ['', today]))).toBe(today);
    expect(pickSdp(type, body(['', today], ['', old]))).toBe(today);
  });

  it('is not the part for old clients while there is another', () => {
    const plain = 'v=0\r\nm=audio 5000 RTP/AVP 0\r\n';
    expect(pickSdp(type, body(['', plain], [fallback, old]))).toBe(plain);
    expect(pickSdp(type, body([fallback, old]))).toBe(old);
  });

  it('is found inside a part that holds alternatives', () => {
    const inner = new TextDecoder().decode(body([fallback, old], ['', today])).replaceAll('--b', '--i');
    const outer = `--b\r\nContent-Type: multipart/alternative;boundary=i\r\n\r\n${inner}\r\n--b\r\nContent-Type: application/x\r\n\r\nx\r\n--b--\r\n`;
    expect(pickSdp('multipart/mixed;boundary=b', encodeUtf8(outer))).toBe(today);
  });

  it('is undefined when there is none', () => {
    expect(pickSdp('text/plain', encodeUtf8(today))).toBeUndefined();
    expect(pickSdp('', encodeUtf8(today))).toBeUndefined();
    expect(pickSdp(type, encodeUtf8('nothing'))).toBeUndefined();
    expect(
      pickSdp('multipart/mixed;boundary=b', encodeUtf8('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--')),
    ).toBeUndefined();
  });
});
