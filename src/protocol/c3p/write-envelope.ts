/** The envelope of every C3P request. [MS-CONFBAS] 2.2.1 */
import { escapeXml } from '../xml/write-text.ts';

export const c3pContentType = 'application/cccp+xml';

/** Who asks whom. */
export interface C3pParties {
  /** The focus, or the focus factory. */
  readonly to: string;
  /** The asker as in From: `sip:user@domain`. */
  readonly from: string;
  /** A number of up to ten digits, new per request; the answer repeats it. */
  readonly requestId: string;
}

/** A whole request document around the XML of one command. */
export function writeC3pRequest(parties: C3pParties, command: string): string {
  return [
    '<?xml version="1.0"?>\r\n<request xmlns="urn:ietf:params:xml:ns:cccp" ',
    'xmlns:mscp="http://schemas.microsoft.com/rtc/2005/08/cccpextensions" C3PVersion="1" ',
    `to="${escapeXml(parties.to)}" from="${escapeXml(parties.from)}" requestId="${escapeXml(parties.requestId)}">`,
    command,
    '</request>',
  ].join('');
}
