import { describe, expect, it } from 'vitest';
import { certificateMex, faultAnswer, ticketMex } from '../../../test/fixtures/web/answers.ts';
import { judgeFault } from './judge-fault.ts';
import { certificatePort, readMex, type ServicePort, ticketPort } from './mex.ts';
import { readSoap } from './read.ts';
import { writeEnvelope } from './write.ts';

const base = 'https://pool01.contoso.com';

function ports(text: string): readonly ServicePort[] {
  const read = readMex(text);
  if (!read.ok) throw new Error(read.problem);
  return read.ports;
}

describe('the description of a service', () => {
  it('[E7] names the certificate port that wants a proof, and who gives tickets for it', () => {
    expect(certificatePort(ports(certificateMex(base)))).toEqual({
      name: 'CertProvisioningServiceWebTicketProof_SHA1',
      location: `${base}/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1`,
      forms: [],
      ticket: { issuer: `${base}/WebTicket/WebTicketService.svc`, needsProof: true },
    });
  });

  it('tells a ticket that needs no proof', () => {
    const bearer = ports(certificateMex(base)).find(({ name }) => name.endsWith('Bearer'));
    expect(bearer?.ticket?.needsProof).toBe(false);
    expect(certificatePort(bearer ? [bearer] : [])).toBeUndefined();
  });

  it('[E7] names the ticket port with the forms its policy offers, best first', () => {
    const port = ticketPort(ports(ticketMex(base, ['BasicAuthentication', 'NegotiateAuthentication'])));
    expect(port).toMatchObject({
      location: `${base}/WebTicket/WebTicketService.svc/Auth`,
      forms: ['negotiate', 'basic'],
    });
    expect(ticketPort(ports(ticketMex(base)))?.forms).toEqual([]);
    expect(ticketPort([])).toBeUndefined();
  });

  it('finds a policy by its customary name where the binding is not described', () => {
    const text = certificateMex(base).replace(/<wsdl:binding.*?<\/wsdl:binding>/g, '');
    expect(certificatePort(ports(text))?.ticket?.needsProof).toBe(true);
  });

  it.each([
    ['a web page', '<html><body/></html>', 'a document <html>'],
    ['a page with a type', '<!DOCTYPE html><html/>', 'doctype'],
    ['half a document', certificateMex(base).slice(0, 400), 'not-well-formed'],
  ])('refuses %s', (_, text, problem) => {
    expect(readMex(text)).toEqual({ ok: false, problem });
  });

  it('passes over ports without name or address', () => {
    expect(ports(ticketMex(base).replaceAll('location=', 'x=').replaceAll('name=', 'y='))).toEqual([]);
  });
});

describe('an answer', () => {
  it('is a body or a fault with code, words and number', () => {
    const sound = readSoap(writeEnvelope('<a xmlns="urn:x">1</a>'));
    expect(sound.kind === 'body' && sound.body.children.map(({ local }) => local)).toEqual(['a']);
    expect(readSoap(faultAnswer('FailedAuthentication', 'No valid security token.'))).toEqual({
      kind: 'fault',
      fault: { code: 'FailedAuthentication', text: 'No valid security token.', errorId: 28_020 },
    });
  });

  it('may be a fault of SOAP 1.2, of an older service, or one without any detail', () => {
    const newer =
      '<e:Envelope xmlns:e="urn:e"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>a:InvalidSecurity</e:Value></e:Subcode></e:Code><e:Reason><e:Text>Bad signature</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>';
    expect(readSoap(newer)).toEqual({ kind: 'fault', fault: { code: 'InvalidSecurity', text: 'Bad signature' } });
    const older =
      '<Envelope><Body><Fault><Detail><error><internalerror><text>No pool</text></internalerror></error></Detail></Fault></Body></Envelope>';
    expect(readSoap(older)).toEqual({ kind: 'fault', fault: { code: '', text: 'No pool' } });
    expect(readSoap('<Envelope><Body><Fault/></Body></Envelope>')).toEqual({
      kind: 'fault',
      fault: { code: '', text: '' },
    });
  });

  it('keeps long words short and wrong numbers out', () => {
    const read = readSoap(faultAnswer('X'.repeat(200), 'y'.repeat(5000)).replace('28020', '99999999999'));
    expect(read.kind === 'fault' && [read.fault.code.length, read.fault.text.length, read.fault.errorId]).toEqual([
      80,
      300,
      undefined,
    ]);
  });

  it.each([
    ['a web page', '<html/>', 'a document <html>'],
    ['an envelope without a body', '<Envelope/>', 'a document <Envelope>'],
    ['nothing', '', 'empty'],
  ])('is not %s', (_, text, problem) => {
    expect(readSoap(text)).toEqual({ kind: 'unreadable', problem });
  });
});

describe('what a fault means', () => {
  it.each([
    [
      'InvalidRequest',
      'The SIP URI in the claim type requirements of the web ticket request does not match the SIP URI associated with the presented credentials.',
      'mismatch',
    ],
    ['MessageExpired', '', 'clock'],
    ['InvalidSecurity', 'The message timestamp is in the future.', 'clock'],
    ['FailedAuthentication', 'No valid security token.', 'credentials'],
    ['InternalServiceFault', 'The server was unable to process the request.', 'unavailable'],
    ['InvalidSecurity', 'The signature does not fit.', 'refused'],
    ['', '', 'refused'],
  ] as const)('[E3] %s %s: %s', (code, text, meaning) => {
    expect(judgeFault({ code, text })).toBe(meaning);
  });
});
