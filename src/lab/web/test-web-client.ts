/** A web client for tests of the lab's services, written by hand after recorded requests; it shares nothing with the app's. */
import { createHash, createHmac } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { type Agent, request } from 'node:https';
import { type Ground, openGround } from '../net/ground.ts';
import { systemClock, systemRandom } from '../net/system.ts';
import { serversOf } from '../topologies/topology.ts';
import { createWebSide, type WebSide } from './web-side.ts';

export interface WebBench {
  readonly ground: Ground;
  readonly web: WebSide;
  /** One request on a connection of its own, unless an agent is given. */
  ask(asking: Asking): Promise<Told>;
  close(): Promise<void>;
}

export interface Asking {
  /** Any name of any web server. */
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
  readonly isPlain?: boolean;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Whether the whole body came. */
  readonly isWhole: boolean;
}

/** The web servers of the default topology on real sockets, without anything that speaks SIP. */
export async function openWebBench(): Promise<WebBench> {
  let web: WebSide | undefined;
  const machine = { clock: systemClock(), random: systemRandom() };
  const ground = await openGround({ ports: 'free' }, machine, (core, authority) => {
    const side = createWebSide(core, authority);
    web = side;
    return { acceptSip: (connection) => connection.close(), acceptWeb: (accepted) => side.accept(accepted) };
  });
  if (!web) throw new Error('no web side');
  return { ground, web, ask: (asking) => ask(ground, asking), close: () => ground.close() };
}

/** A request to the server that has the name, verified by the lab's root. */
function ask(ground: Ground, { host, path, method, headers, body, agent, isPlain }: Asking): Promise<Told> {
  const server = serversOf(ground.core.topology).find(({ name, aliases }) => [name, ...aliases].includes(host));
  const facts = ground.servers().find(({ name }) => name === server?.name);
  if (!facts) throw new Error(`no ${host}`);
  const port = (isPlain ? facts.clearTextPort : (facts.webPorts ?? facts.ports)[0]) ?? 0;
  const options = { host: facts.address, port, path, method: method ?? 'GET', headers: { Host: host, ...headers } };
  const secure = { ...options, servername: host, ca: ground.authority.rootPem, agent: agent ?? false };
  return new Promise((resolve, reject) => {
    const asked = isPlain ? plainRequest({ ...options, agent: false }) : request(secure);
    asked.once('error', reject);
    asked.once('response', (response) => {
      const chunks: Buffer[] = [];
      const end = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          isWhole: response.complete,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', end);
      response.once('end', end);
    });
    asked.end(body);
  });
}

const MS = 'http://schemas.microsoft.com/OCS/AuthWebServices';
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const SAML11 = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1';
const HEAD = [
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing"',
  ` xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}">`,
].join('');

export interface TicketRequest {
  readonly claim?: string;
  readonly appliesTo?: string;
  readonly entropy?: Uint8Array;
  readonly tokenType?: string;
}

/** A RequestSecurityToken with its own way of writing prefixes. */
export function ticketRequest({ claim, appliesTo, entropy, tokenType = SAML11 }: TicketRequest): string {
  const claims =
    claim === undefined
      ? ''
      : `<t:Claims Dialect="urn:component:Microsoft.Rtc.WebAuthentication.2010:authclaims"><a:ClaimType xmlns:a="http://schemas.xmlsoap.org/ws/2006/12/authorization" Uri="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/uri" Optional="false"><a:Value>${claim}</a:Value></a:ClaimType></t:Claims>`;
  const secret = entropy
    ? `<t:Entropy><t:BinarySecret>${Buffer.from(entropy).toString('base64')}</t:BinarySecret></t:Entropy>`
    : '';
  const target = appliesTo ?? 'https://web.contoso.com/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1';
  return [
    `${HEAD}<soap:Body><t:RequestSecurityToken xmlns:t="http://docs.oasis-open.org/ws-sx/ws-trust/200512" Context="c-1">`,
    `<t:TokenType>${tokenType}</t:TokenType><t:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</t:RequestType>`,
    `<p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><wsa:EndpointReference><wsa:Address>${target}</wsa:Address></wsa:EndpointReference></p:AppliesTo>`,
    `${claims}${secret}<t:KeyType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/SymmetricKey</t:KeyType>`,
    '</t:RequestSecurityToken></soap:Body></soap:Envelope>',
  ].join('');
}

/** A ticket as a client holds it. */
export interface HeldTicket {
  readonly assertion: string;
  readonly id: string;
  readonly created: string;
  readonly expires: string;
  readonly key: Uint8Array;
}

/** Takes a ticket out of an answer as raw text, and computes its key. */
export function ticketFrom(answer: string, clientEntropy: Uint8Array): HeldTicket {
  const between = (one: RegExp) => one.exec(answer)?.[1] ?? '';
  return {
    assertion: /<saml:Assertion.*<\/saml:Assertion>/s.exec(answer)?.[0] ?? '',
    id: between(/AssertionID="([^"]+)"/),
    created: between(/<Created[^>]*>([^<]+)</),
    expires: between(/<Expires[^>]*>([^<]+)</),
    key: pSha1(clientEntropy, Buffer.from(between(/<BinarySecret>([^<]+)</), 'base64')),
  };
}

/** 32 bytes of P_SHA1, two rounds written out. */
function pSha1(secret: Uint8Array, seed: Uint8Array): Uint8Array {
  const hmac = (...parts: Uint8Array[]) => createHmac('sha1', secret).update(Buffer.concat(parts)).digest();
  const first = hmac(seed);
  const second = hmac(first);
  return Buffer.concat([hmac(first, seed), hmac(second, seed)]).subarray(0, 32);
}

export interface CertificateOrder {
  readonly ticket: HeldTicket;
  /** PKCS#10, DER in base64. */
  readonly csr: string;
  readonly entity?: string;
  readonly created?: string;
  readonly expires?: string;
  /** Changes the whole message after it was signed. */
  readonly tamper?: (message: string) => string;
}

/** GetAndPublishCert with its timestamp signed by the ticket's key. */
export function certificateRequest({
  ticket,
  csr,
  entity = 'karen@contoso.com',
  tamper,
  ...dates
}: CertificateOrder): string {
  const { created = ticket.created, expires = ticket.expires } = dates;
  const stamp = `<wsu:Timestamp xmlns:wsu="${WSU}" wsu:Id="timestamp"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`;
  const dsig = 'http://www.w3.org/2000/09/xmldsig#';
  const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const info = [
    `<SignedInfo xmlns="${dsig}"><CanonicalizationMethod Algorithm="${c14n}"></CanonicalizationMethod>`,
    `<SignatureMethod Algorithm="${dsig}hmac-sha1"></SignatureMethod><Reference URI="#timestamp"><Transforms>`,
    `<Transform Algorithm="${c14n}"></Transform></Transforms><DigestMethod Algorithm="${dsig}sha1"></DigestMethod>`,
    `<DigestValue>${createHash('sha1').update(stamp).digest('base64')}</DigestValue></Reference></SignedInfo>`,
  ].join('');
  const mac = createHmac('sha1', ticket.key).update(info).digest('base64');
  const keyInfo = [
    `<KeyInfo><wsse:SecurityTokenReference wsse:TokenType="${SAML11}">`,
    `<wsse:KeyIdentifier ValueType="http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID">${ticket.id}</wsse:KeyIdentifier>`,
    '</wsse:SecurityTokenReference></KeyInfo>',
  ].join('');
  const message = [
    `<?xml version="1.0"?>${HEAD}<soap:Header><wsa:Action>${MS}/GetAndPublishCert</wsa:Action>`,
    `<wsse:Security>${stamp}${ticket.assertion}<Signature xmlns="${dsig}">${info}<SignatureValue>${mac}</SignatureValue>${keyInfo}</Signature></wsse:Security></soap:Header>`,
    `<soap:Body><GetAndPublishCert xmlns="${MS}/" xmlns:wst="http://docs.oasis-open.org/ws-sx/ws-trust/200512/" DeviceId="{cc4f4797-4760-58c5-8cab-8ab72e4546bc}" Entity="${entity}">`,
    `<wst:RequestSecurityToken><wsse:BinarySecurityToken ValueType="${MS}.xsd#PKCS10">\r\n${csr}\r\n</wsse:BinarySecurityToken></wst:RequestSecurityToken>`,
    '</GetAndPublishCert></soap:Body></soap:Envelope>',
  ].join('');
  return tamper ? tamper(message) : message;
}

/** The certificate in an answer, DER in base64; '' for none. */
export function certificateIn(answer: string): string {
  return /<BinarySecurityToken[^>]*>([^<]+)</.exec(answer)?.[1] ?? '';
}
