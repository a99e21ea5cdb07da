/** Answers of Exchange's web services: the messages in them, or what the service says is wrong. [MS-OXWSCDATA] 2.2.4 */
import { at, attr, child, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

/** What the service says of its own refusal. */
export interface ExchangeFault {
  /** Exchange's own word, such as `ErrorAccessDenied`; empty where it gave none. */
  readonly code: string;
  /** At most 300 characters; may be empty. */
  readonly text: string;
}

export type ExchangeAnswer =
  /** One element per thing that was asked for, in the order of the request; each says for itself whether it succeeded. */
  | { readonly kind: 'messages'; readonly messages: readonly XmlElement[] }
  | { readonly kind: 'fault'; readonly fault: ExchangeFault }
  | { readonly kind: 'unreadable'; readonly problem: string };

const mostMessages = 1000;
const longestText = 300;
const longestCode = 80;

/** Reads an envelope. Web pages, other documents and broken ones are unreadable. */
export function readAnswer(text: string): ExchangeAnswer {
  const reading = readXml(text);
  if (!reading.ok) return { kind: 'unreadable', problem: reading.problem };
  const body = reading.root.local === 'Envelope' ? child(reading.root, 'Body') : undefined;
  if (!body) return { kind: 'unreadable', problem: `a document <${reading.root.local.slice(0, 40)}>` };
  const fault = child(body, 'Fault');
  if (fault) return { kind: 'fault', fault: faultIn(fault) };
  const [answer] = body.children;
  return answer ? { kind: 'messages', messages: messagesIn(answer) } : { kind: 'unreadable', problem: 'an empty Body' };
}

/** Why one message of an answer is none; undefined when it succeeded. A warning is a success. */
export function problemIn(message: XmlElement): ExchangeFault | undefined {
  // Availability and out-of-office carry their verdict in an element of its own. [MS-OXWAVLS] 2.2.4.10
  const verdict = child(message, 'ResponseMessage') ?? message;
  if (attr(verdict, 'ResponseClass') !== 'Error') return undefined;
  return {
    code: (textOf(verdict, 'ResponseCode') ?? '').slice(0, longestCode),
    text: (textOf(verdict, 'MessageText') ?? '').slice(0, longestText),
  };
}

/** Most answers list messages; some are a single one. */
function messagesIn(answer: XmlElement): readonly XmlElement[] {
  const list = child(answer, 'ResponseMessages') ?? child(answer, 'FreeBusyResponseArray');
  return list ? list.children.slice(0, mostMessages) : [answer];
}

function faultIn(fault: XmlElement): ExchangeFault {
  const detail = child(fault, 'detail') ?? child(fault, 'Detail');
  const code = textOf(detail, 'ResponseCode') ?? textOf(fault, 'faultcode') ?? textOf(at(fault, 'Code'), 'Value') ?? '';
  const said = textOf(detail, 'Message') ?? textOf(fault, 'faultstring') ?? textOf(fault, 'Reason', 'Text') ?? '';
  return { code: code.replace(/^.*:/, '').slice(0, longestCode), text: said.slice(0, longestText) };
}
