/** Envelopes and messages as Exchange writes them. [MS-OXWSCDATA] 2.2.4 */
import { xml } from '../sip/xml-text.ts';
import { type WebAnswer, XML } from '../web/http.ts';
import { NS } from './schema.ts';
import type { ExchangeVersion } from './settings.ts';

/** A word of Exchange's own and a sentence. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

const builds: Readonly<Record<ExchangeVersion, string>> = {
  Exchange2010_SP1: 'MajorVersion="14" MinorVersion="3" MajorBuildNumber="123" MinorBuildNumber="3"',
  Exchange2013: 'MajorVersion="15" MinorVersion="0" MajorBuildNumber="1497" MinorBuildNumber="2"',
};

const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';

/** A whole answer around the body's one element. */
export function envelope(body: string, version: ExchangeVersion): WebAnswer {
  const header = `<h:ServerVersionInfo xmlns:h="${NS.t}" ${builds[version]} Version="${version}"/>`;
  const text = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${NS.soap}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  return { status: 200, contentType: XML, body: text };
}

/** A request that is refused as a whole. */
export function fault({ code, text }: Refusal): WebAnswer {
  const body = [
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${NS.soap}"><s:Body><s:Fault>`,
    `<faultcode xmlns:a="${NS.t}">a:${xml(code)}</faultcode><faultstring xml:lang="en-US">${xml(text)}</faultstring>`,
    `<detail><e:ResponseCode xmlns:e="${ERRORS}">${xml(code)}</e:ResponseCode>`,
    `<e:Message xmlns:e="${ERRORS}">${xml(text)}</e:Message></detail></s:Fault></s:Body></s:Envelope>`,
  ];
  return { status: 500, contentType: XML, body: body.join('') };
}

/** The messages of an answer to `FindItem`, `GetItem` and their like. */
export function listAnswer(name: string, messages: readonly string[]): string {
  return `<m:${name}Response xmlns:m="${NS.m}" xmlns:t="${NS.t}"><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${name}Response>`;
}

/** One message that succeeded. */
export function success(name: string, content: string): string {
  return `<m:${name}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${name}ResponseMessage>`;
}

/** One message that did not. */
export function failure(name: string, refusal: Refusal): string {
  return `<m:${name}ResponseMessage ${verdict(refusal)}</m:${name}ResponseMessage>`;
}

/** Attributes and first elements of whatever says that something did not succeed. */
export function verdict({ code, text }: Refusal): string {
  return `ResponseClass="Error"><m:MessageText>${xml(text)}</m:MessageText><m:ResponseCode>${xml(code)}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>`;
}

/** `2026-11-21T09:00:00Z` */
export function instant(wall: number): string {
  return new Date(wall).toISOString().replace(/\.\d+Z$/, 'Z');
}
