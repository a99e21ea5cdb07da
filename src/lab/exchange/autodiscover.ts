/** The plain XML description of where a mailbox is served. [MS-OXDSCLI] 2.2.3, 2.2.4 */
import { child, textOf } from '../../protocol/xml/find.ts';
import { rootOf } from '../sip/xml-read.ts';
import { xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { type WebAnswer, XML } from '../web/http.ts';

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const ANSWER = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';
const OUTLOOK = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

export interface MailboxPlace {
  /** Addresses of the web services. */
  readonly internal: string;
  readonly external: string;
  /** In place of them: another address to ask for, or another place to ask at. */
  readonly redirect?: { readonly kind: 'address' | 'url'; readonly to: string } | undefined;
  readonly find: (address: string) => LabPerson | undefined;
}

/** Answers the body of a POST. */
export function describeMailbox(body: string, { internal, external, redirect, find }: MailboxPlace): WebAnswer {
  const root = rootOf(body);
  const request = root?.local === 'Autodiscover' && root.ns === REQUEST ? child(root, 'Request') : undefined;
  const address = textOf(request, 'EMailAddress');
  if (address === undefined || textOf(request, 'AcceptableResponseSchema') !== OUTLOOK)
    return refusal(600, 'Invalid Request');
  const person = find(address);
  if (!person) return refusal(500, 'The e-mail address cannot be found.');
  if (redirect?.kind === 'address') {
    return answer(account('redirectAddr', `<RedirectAddr>${xml(redirect.to)}</RedirectAddr>`));
  }
  if (redirect) return answer(account('redirectUrl', `<RedirectUrl>${xml(redirect.to)}</RedirectUrl>`));
  const user = `<User><DisplayName>${xml(person.displayName)}</DisplayName><AutoDiscoverSMTPAddress>${xml(person.address)}</AutoDiscoverSMTPAddress></User>`;
  return answer(`${user}${account('settings', `${protocol('EXCH', internal)}${protocol('EXPR', external)}`)}`);
}

function account(action: string, content: string): string {
  return `<Account><AccountType>email</AccountType><Action>${action}</Action>${content}</Account>`;
}

function protocol(type: string, url: string): string {
  const urls = ['ASUrl', 'OOFUrl', 'EwsUrl'].map((name) => `<${name}>${xml(url)}</${name}>`).join('');
  return `<Protocol><Type>${type}</Type>${urls}</Protocol>`;
}

function answer(content: string): WebAnswer {
  const body = `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${ANSWER}"><Response xmlns="${OUTLOOK}">${content}</Response></Autodiscover>`;
  return { status: 200, contentType: XML, body };
}

function refusal(code: number, text: string): WebAnswer {
  const error = `<Error Time="09:00:00.0000000" Id="1"><ErrorCode>${code}</ErrorCode><Message>${xml(text)}</Message><DebugData/></Error>`;
  const body = `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${ANSWER}"><Response>${error}</Response></Autodiscover>`;
  return { status: 200, contentType: XML, body };
}
