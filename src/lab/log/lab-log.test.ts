import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createLabLog } from './lab-log.ts';
import { withoutSecrets } from './secrets.ts';

const register = [
  'REGISTER sip:contoso.com SIP/2.0',
  'Call-ID: ab166f84d6db431c8c461da04d3c3407',
  'Authorization: Digest username="karen@contoso.com", realm="SIP Communications Service",',
  ' response="6629fae49393a05397450978507c4ef1", uri="sip:contoso.com"',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

describe('[X1] the lab’s view', () => {
  it('keeps who, where, Call-ID and start line of each message', () => {
    const log = createLabLog(createFakeClock());
    const message = { server: 'sip.contoso.com', direction: 'received', peer: '127.0.0.1:4000' } as const;
    log.record({ ...message, raw: Buffer.from(register) });
    expect(log.entries()).toMatchObject([
      { ...message, callId: 'ab166f84d6db431c8c461da04d3c3407', startLine: 'REGISTER sip:contoso.com SIP/2.0' },
    ]);
  });

  it('reads the compact Call-ID and copes with text that is no SIP', () => {
    const log = createLabLog(createFakeClock());
    const message = { server: 's', direction: 'sent', peer: 'p' } as const;
    log.record({ ...message, raw: 'SIP/2.0 200 OK\r\ni: abc@def\r\n\r\nCall-ID: of the body' });
    log.record({ ...message, raw: '' });
    expect(log.entries().map(({ callId }) => callId)).toEqual(['abc@def', '']);
  });

  it('is bounded in number and size', () => {
    const log = createLabLog(createFakeClock());
    for (let index = 0; index < 10_001; index += 1) {
      log.record({ server: 's', direction: 'sent', peer: 'p', raw: `OPTIONS ${index}\r\n\r\n` });
    }
    log.record({ server: 's', direction: 'sent', peer: 'p', raw: 'x'.repeat(1_000_000) });
    expect(log.entries()).toHaveLength(5000);
    expect(log.entries().at(-2)?.startLine).toBe('OPTIONS 10000');
    expect(log.entries().at(-1)?.text.length).toBe(65_536);
  });
});

describe('[X5] secrets', () => {
  it('hides what proves identity, folded lines included, and leaves the rest', () => {
    const shown = withoutSecrets(register);
    expect(shown).not.toContain('6629fae49393a05397450978507c4ef1');
    expect(shown).toContain('username="karen@contoso.com"');
    expect(shown).toContain('response="(hidden)", uri="sip:contoso.com"');
  });

  it('hides meeting keys in links and bodies', () => {
    expect(withoutSecrets('sip:g@t.com;opaque=app:conf:focus:id:X?conf-key=TSW7KEYQ&a=b')).not.toContain('TSW7KEYQ');
    expect(withoutSecrets('conf%3Fconf-key%3DTSW7KEYQ')).not.toContain('TSW7KEYQ');
    expect(withoutSecrets('<ns:conf-key>TSW7KEYQ</ns:conf-key>')).toBe('<ns:conf-key>(hidden)</ns:conf-key>');
  });

  it('hides tokens for a meeting’s content and the addresses of its pages', () => {
    const info =
      '<entry><key>pAuthId</key><value>a1.b_c~d-</value></entry><entry><key>sAuthId</key><value>123456</value></entry>';
    expect(withoutSecrets(info)).toBe(
      '<entry><key>pAuthId</key><value>(hidden)</value></entry><entry><key>sAuthId</key><value>(hidden)</value></entry>',
    );
    expect(withoutSecrets('GET /DataCollab/3f9c/0d71 HTTP/1.1')).toBe('GET /DataCollab/(hidden) HTTP/1.1');
  });

  it('touches no header that only looks alike', () => {
    const text = 'X-Other: response="open"\r\nSubject: Authorization: response="open"\r\n\r\n';
    expect(withoutSecrets(text)).toBe(text);
  });
});
