/** What a web service answers when a tester broke it. */
import { bombBody, DEEP_BODY } from '../faults/bad-stream.ts';
import { FOREIGN_ORIGIN } from './descriptions.ts';
import { plainPage, type WebAnswer, type WebRequest, XML } from './http.ts';
import type { WebFaults } from './settings.ts';
import { soapFault } from './soap.ts';

/** More than any client reads. */
const OVERSIZE = 6 * 1024 * 1024;

type Fault = NonNullable<WebFaults['answer']>;

/** What goes out in place of `answer`; `silent` is nothing, for ever. */
export function spoiled({ fault, code }: Fault, request: WebRequest, answer: WebAnswer): WebAnswer | 'silent' {
  switch (fault) {
    case 'unavailable':
      return { ...plainPage(503, 'Service unavailable'), headers: { 'Retry-After': '60' } };
    case 'unauthorised':
      // The rounds of a handshake go on; only its end is refused.
      return answer.status === 401 ? answer : refused();
    case 'html':
      return plainPage(200, 'Please sign in to the network');
    case 'soap-fault':
      return soapFault({
        code: code ?? 'soap:Server',
        errorId: 28_000,
        reason: 'The server was unable to process the request.',
      });
    case 'not-found':
      return plainPage(404, 'Not found');
    case 'foreign-redirect':
      return movedTo(`${FOREIGN_ORIGIN}${request.target}`);
    case 'redirect-loop':
      return movedTo(request.target);
    case 'oversize':
      return { ...answer, body: answer.body + ' '.repeat(OVERSIZE) };
    case 'truncated':
      return { ...answer, isCut: true };
    case 'damaged':
      return { status: 200, contentType: XML, body: answer.body.replace(/<\/[^>]*>\s*$/, '</s:Envelop') };
    case 'empty':
      return { ...answer, status: 200, body: '' };
    case 'silent':
      return 'silent';
    case 'bomb':
      return { ...answer, status: 200, bytes: bombBody(), headers: { ...answer.headers, 'Content-Encoding': 'gzip' } };
    case 'deep':
      return { ...answer, status: 200, contentType: XML, bytes: DEEP_BODY };
    case 'endless':
    case 'trickle':
    case 'two-answers':
      return { ...answer, malice: fault };
  }
}

function refused(): WebAnswer {
  return { ...plainPage(401, 'Who are you?'), headers: { 'WWW-Authenticate': ['Negotiate', 'NTLM'] } };
}

function movedTo(location: string): WebAnswer {
  return { ...plainPage(302, 'Moved'), headers: { Location: location } };
}
