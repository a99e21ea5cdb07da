/** What a mailbox's refusal is called: few codes, each with the server and why. What concerns certificates and names keeps its own. */
import type { ExchangeFault } from '../../protocol/exchange/read-answer.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { readWebUrl } from './web-url.ts';

const codes: Partial<Record<FailureCode, FailureCode>> = {
  WEB_SERVICE_UNREACHABLE: 'EXCHANGE_UNREACHABLE',
  WEB_SERVICE_UNREADABLE: 'EXCHANGE_UNREADABLE',
  CREDENTIALS_WRONG: 'EXCHANGE_REFUSED',
  ACCOUNT_MISMATCH: 'EXCHANGE_REFUSED',
  TICKET_MISSING: 'EXCHANGE_REFUSED',
  AUTH_SCHEME_UNSUPPORTED: 'EXCHANGE_REFUSED',
};

/**
 * A visit's failure as the mailbox's. `url` is what was asked. A certificate's failure gets `data.place`, `host:port`, so that its chain can
 * be looked at.
 */
export function asExchange(failure: Failure, url: string): Failure {
  if (failure.code.startsWith('CERTIFICATE_')) {
    return { ...failure, data: { ...failure.data, place: placeOf(failure, url) } };
  }
  const code = codes[failure.code];
  if (code === undefined) return failure;
  const isSaid = code === 'EXCHANGE_REFUSED';
  const detail = [isSaid ? failure.code : undefined, failure.detail].filter(Boolean).join(': ');
  return { ...failure, code, ...(detail === '' ? {} : { detail }) };
}

/** What a status other than 200 means, where no SOAP came with it. */
export function codeOfStatus(status: number): FailureCode {
  if (status === 401 || status === 403) return 'EXCHANGE_REFUSED';
  return status >= 500 || status === 404 || status === 410 || status === 429
    ? 'EXCHANGE_UNREACHABLE'
    : 'EXCHANGE_UNREADABLE';
}

/** What Exchange's own word means. [MS-OXWSCDATA] 2.2.5.24 */
export function codeOfFault({ code }: ExchangeFault): FailureCode {
  if (/^Error(NonExistentMailbox|MissingEmailAddress|NoMailbox|MailboxNotEnabled|MailRecipientNotFound)/.test(code)) {
    return 'EXCHANGE_NOT_FOUND';
  }
  return /Busy|Transient|Timeout|Unavailable|MailboxMove|MailboxStore|InternalServerError|^Server$|^Receiver$/.test(
    code,
  )
    ? 'EXCHANGE_UNREACHABLE'
    : 'EXCHANGE_REFUSED';
}

/** True when asking again by itself would only bring the account nearer to its lock, or give the same answer. */
export function isFinalRefusal({ code }: Failure): boolean {
  return code === 'EXCHANGE_REFUSED' || code === 'CLOCK_OFF';
}

function placeOf({ server = '' }: Failure, url: string): string {
  const asked = readWebUrl(url);
  // A redirect may have led to another server, which then stands in the failure without its port.
  if (asked && (server === '' || server === asked.host || server === asked.authority))
    return `${asked.host}:${asked.port}`;
  return /:\d+$/.test(server) ? server : `${server}:443`;
}
