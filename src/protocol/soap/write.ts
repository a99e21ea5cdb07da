/** SOAP 1.1 requests as the web services want them. */
import { escapeXml } from '../xml/write-text.ts';
import { ns } from './namespaces.ts';

export interface Addressing {
  readonly to: string;
  readonly action: string;
  /** Without `uuid:`. */
  readonly messageId: string;
  /** Finished XML of the wsse:Security element. */
  readonly security: string;
}

/** An envelope around finished XML; with addressing, also the header of an authorised call. */
export function writeEnvelope(body: string, addressing?: Addressing): string {
  const declared = (['soap', 'wsa', 'wsp', 'wsse', 'wsu', 'wst', 'auth'] as const)
    .map((prefix) => ` xmlns:${prefix}="${ns[prefix]}"`)
    .join('');
  const header = addressing === undefined ? '' : `<soap:Header>${headerOf(addressing)}</soap:Header>`;
  return `<?xml version="1.0" encoding="utf-8"?>\r\n<soap:Envelope${declared}>${header}<soap:Body>${body}</soap:Body></soap:Envelope>`;
}

function headerOf({ to, action, messageId, security }: Addressing): string {
  return [
    `<wsa:To>${escapeXml(to)}</wsa:To>`,
    '<wsa:ReplyTo><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>',
    `<wsa:MessageID>uuid:${escapeXml(messageId)}</wsa:MessageID>`,
    `<wsa:Action>${escapeXml(action)}</wsa:Action>`,
    security,
  ].join('');
}
