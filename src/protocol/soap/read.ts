/** Answers of a SOAP service: a body, or a fault as data. SOAP 1.1 4.4, SOAP 1.2 part 1 5.4, [MS-OCAUTHWS] 2.2.4 */
import { at, child, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

export interface SoapFault {
  /** The most specific code without its prefix, such as `FailedAuthentication`; empty when none was sent. */
  readonly code: string;
  /** What the server says in words, at most 300 characters; may be empty. */
  readonly text: string;
  /** The server's own number of the error. [MS-OCER] 7 */
  readonly errorId?: number;
}

export type SoapRead =
  | { readonly kind: 'body'; readonly body: XmlElement }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  | { readonly kind: 'unreadable'; readonly problem: string };

const longestText = 300;

/** Reads an envelope of either SOAP version. Web pages, other documents and broken ones are unreadable. */
export function readSoap(text: string): SoapRead {
  const reading = readXml(text);
  if (!reading.ok) return { kind: 'unreadable', problem: reading.problem };
  const body = reading.root.local === 'Envelope' ? child(reading.root, 'Body') : undefined;
  if (!body) return { kind: 'unreadable', problem: `a document <${reading.root.local.slice(0, 40)}>` };
  const fault = child(body, 'Fault');
  return fault ? { kind: 'fault', fault: faultFrom(fault) } : { kind: 'body', body };
}

function faultFrom(element: XmlElement): SoapFault {
  const detail = child(element, 'detail') ?? child(element, 'Detail');
  const diagnostics = at(detail, 'OCSDiagnosticsFault', 'Ms-Diagnostics-Fault');
  const code =
    textOf(element, 'Code', 'Subcode', 'Value') ?? textOf(element, 'Code', 'Value') ?? textOf(element, 'faultcode');
  const said =
    textOf(diagnostics, 'Reason') ??
    textOf(detail, 'error', 'internalerror', 'text') ??
    textOf(element, 'Reason', 'Text') ??
    textOf(element, 'faultstring');
  const errorId = numberOf(textOf(diagnostics, 'ErrorId'));
  return {
    code: (code ?? '').replace(/^.*:/, '').slice(0, 80),
    text: (said ?? '').slice(0, longestText),
    ...(errorId === undefined ? {} : { errorId }),
  };
}
