/** SOAP 1.1 as the company's web services read and write it. [MS-OCAUTHWS] 2.2 */
import { child } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { rootOf } from '../sip/xml-read.ts';
import { xml } from '../sip/xml-text.ts';
import { type WebAnswer, XML } from './http.ts';

export const NS = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  addressing: 'http://www.w3.org/2005/08/addressing',
  security: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  utility: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  trust: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  saml: 'urn:oasis:names:tc:SAML:1.0:assertion',
  service: 'http://schemas.microsoft.com/OCS/AuthWebServices/',
  diagnostics: 'urn:component:Microsoft.Rtc.WebAuthentication.2010',
} as const;

export const SAML_TOKEN = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1';

const spaces: Readonly<Record<string, string>> = {
  soap: NS.soap,
  wsse: NS.security,
  wsu: NS.utility,
  wst: NS.trust,
};

/** Something the service will not do, with its number of [MS-OCER] 7.22. */
export interface Refusal {
  /** With its prefix, one of soap, wsse, wsu and wst: `wsse:FailedAuthentication`. */
  readonly code: string;
  readonly errorId: number;
  readonly reason: string;
}

export interface SoapCall {
  readonly header: XmlElement | undefined;
  /** The first element of the body. */
  readonly call: XmlElement;
}

/** Undefined for anything but an envelope with a call in it. */
export function readCall(text: string): SoapCall | undefined {
  const root = rootOf(text);
  if (root?.local !== 'Envelope' || root.ns !== NS.soap) return undefined;
  const call = child(root, 'Body')?.children[0];
  return call && { header: child(root, 'Header'), call };
}

/** `2015-03-12T10:15:00Z` */
export function instant(wall: number): string {
  return new Date(wall).toISOString().replace(/\.\d+Z$/, 'Z');
}

export function soapAnswer(body: string): WebAnswer {
  return { status: 200, contentType: XML, body: envelope(body) };
}

/** A fault goes with 500. SOAP 1.1 6.2 */
export function soapFault({ code, errorId, reason }: Refusal): WebAnswer {
  const prefix = code.split(':', 1)[0] ?? '';
  const space = spaces[prefix] ?? NS.soap;
  const fault = [
    `<s:Fault><faultcode xmlns:${xml(prefix)}="${space}">${xml(code)}</faultcode>`,
    `<faultstring xml:lang="en-US">${xml(reason)}</faultstring>`,
    `<detail><OCSDiagnosticsFault xmlns="${NS.diagnostics}"><Ms-Diagnostics-Fault>`,
    `<ErrorId>${errorId}</ErrorId><Reason>${xml(reason)}</Reason>`,
    '</Ms-Diagnostics-Fault></OCSDiagnosticsFault></detail></s:Fault>',
  ];
  return { status: 500, contentType: XML, body: envelope(fault.join('')) };
}

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${NS.soap}"><s:Body>${body}</s:Body></s:Envelope>`;
}
