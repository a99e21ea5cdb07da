import { describe, expect, it } from 'vitest';
import type { TraceBody } from '../../../shared/model/trace.ts';
import { traceLine, traceText } from './trace.ts';

const line = (body: TraceBody) => traceLine({ seq: 1, at: 0, correlation: '', ...body });
const connect = (state: string) => line({ kind: 'connect', host: 'sip.contoso.com', peer: '192.0.2.1:443', state });
const answer = (outcome: string) => ({
  kind: 'dns-answer' as const,
  name: 'sip.contoso.com',
  type: 'A',
  outcome,
  answers: [],
  durationMs: 3,
});

describe('the trace in words', () => {
  it('says what a connection did, and keeps the code of a failure', () => {
    expect(connect('connecting')).toBe('Connecting to sip.contoso.com (192.0.2.1:443)');
    expect(connect('open')).toBe('Connected to sip.contoso.com (192.0.2.1:443)');
    expect(connect('lost: ECONNRESET')).toBe('Lost the connection to sip.contoso.com (192.0.2.1:443): ECONNRESET');
    expect(connect('CONNECT_REFUSED')).toBe('192.0.2.1:443 refuses connections. (CONNECT_REFUSED)');
    expect(connect('something new')).toBe('Connection to sip.contoso.com (192.0.2.1:443): something new');
  });

  it('says why an interface is not used, and what a name server answered', () => {
    expect(line({ kind: 'interface', name: 'lo', usable: false, reason: 'loopback-only' })).toBe(
      'Interface lo is not used: reaches only this computer',
    );
    expect(line(answer('no-name'))).toBe('A sip.contoso.com: name does not exist');
    expect(line(answer('__proto__'))).toBe('A sip.contoso.com: __proto__');
    expect(traceText({ seq: 1, at: 0, correlation: '', ...answer('timeout') })).toBe(
      'A sip.contoso.com: no answer in time, 3 ms',
    );
  });

  it('says what is wrong with a certificate', () => {
    const chain = (verdict: string) => line({ kind: 'chain', host: 'sip.contoso.com', verdict, subjects: [] });
    expect(chain('trusted')).toBe('Certificate of sip.contoso.com: trusted');
    expect(chain('CERTIFICATE_SELF_SIGNED: DEPTH_ZERO_SELF_SIGNED_CERT')).toContain('signed by nobody but itself');
    expect(chain('CERTIFICATE_SELF_SIGNED: DEPTH_ZERO_SELF_SIGNED_CERT')).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('says a failure in its sentence, with the server where one stands beside it', () => {
    expect(line({ kind: 'failure', code: 'CONNECTION_LOST', text: 'sip.contoso.com' })).toBe(
      'The connection to sip.contoso.com was lost. (CONNECTION_LOST: sip.contoso.com)',
    );
    expect(line({ kind: 'failure', code: 'CONNECTION_LOST', text: 'roaming-self: 403' })).toBe(
      'The connection to the server was lost. (CONNECTION_LOST: roaming-self: 403)',
    );
    expect(line({ kind: 'failure', code: 'toString', text: '' })).toBe('toString');
  });
});
