/** The frame of a request to Exchange's web services. SOAP 1.1; [MS-OXWSCDATA] 2.2.3.11 */
import { ns, type SchemaVersion } from './namespaces.ts';

/** An envelope around a finished request, whose prefixes are `m` for messages and `t` for types. */
export function writeEnvelope(request: string, version: SchemaVersion): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<soap:Envelope xmlns:soap="${ns.soap}" xmlns:m="${ns.messages}" xmlns:t="${ns.types}">`,
    `<soap:Header><t:RequestServerVersion Version="${version}"/></soap:Header>`,
    `<soap:Body>${request}</soap:Body></soap:Envelope>`,
  ].join('');
}
