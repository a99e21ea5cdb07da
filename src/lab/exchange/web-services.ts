/** One request to the web services: judged by its schema first, then carried out. [MS-OXWSCDATA] 2.2.3 */
import { attr, child } from '../../protocol/xml/find.ts';
import { rootOf } from '../sip/xml-read.ts';
import type { Company } from '../topologies/topology.ts';
import type { WebAnswer } from '../web/http.ts';
import { envelope, fault } from './answers.ts';
import { oofSettings, userAvailability } from './availability.ts';
import { type Asked, findFolder, findItem, getItem, Refused, updateItem } from './find-items.ts';
import type { Mailbox } from './mailbox.ts';
import { imItemList, type ListOf, userPhoto } from './people-answers.ts';
import { requestShapes, requestsSince2013 } from './request-shapes.ts';
import { faultIn, NS } from './schema.ts';
import type { ExchangeVersion } from './settings.ts';

export interface ServiceParts {
  readonly company: Company;
  /** The newest schema the server knows. */
  readonly version: ExchangeVersion;
  /** Of whoever asks. */
  readonly mailbox: Mailbox;
  readonly mailboxOf: (address: string) => Mailbox | undefined;
  readonly listOf: ListOf;
}

type Operation = (asked: Asked, parts: ServiceParts) => string;

const operations: Readonly<Record<string, Operation>> = {
  FindItem: findItem,
  FindFolder: findFolder,
  GetItem: getItem,
  UpdateItem: updateItem,
  GetUserAvailabilityRequest: (asked, { mailboxOf }) => userAvailability(asked, mailboxOf),
  GetUserOofSettingsRequest: oofSettings,
  GetUserPhoto: (asked, { company }) => userPhoto(asked, company),
  GetImItemList: (asked, { company, listOf }) => imItemList(asked, company, listOf),
};

/** Oldest first; a server takes its own and those before it. */
const schemas: readonly string[] = ['Exchange2007_SP1', 'Exchange2010_SP1', 'Exchange2013'];

/** Answers the body of a POST. */
export function answerRequest(body: string, parts: ServiceParts): WebAnswer {
  try {
    return envelope(carryOut(body, parts), parts.version);
  } catch (error) {
    if (error instanceof Refused) return fault(error.refusal);
    throw error;
  }
}

function carryOut(body: string, parts: ServiceParts): string {
  const root = rootOf(body);
  if (root?.local !== 'Envelope' || root.ns !== NS.soap)
    throw new Refused('ErrorSchemaValidation', 'The request is no SOAP 1.1 envelope.');
  const wanted = child(child(root, 'Header'), 'RequestServerVersion');
  const place = schemas.indexOf(attr(wanted, 'Version') ?? '');
  if (wanted?.ns !== NS.t || place < 0 || place > schemas.indexOf(parts.version)) {
    throw new Refused('ErrorInvalidServerVersion', 'The specified server version is invalid.');
  }
  const calls = child(root, 'Body')?.children ?? [];
  const [call] = calls;
  const shape = call && Object.hasOwn(requestShapes, call.local) ? requestShapes[call.local] : undefined;
  const operation = call && operations[call.local];
  if (!call || calls.length !== 1 || call.ns !== NS.m || !shape || !operation) {
    throw new Refused('ErrorSchemaValidation', 'The request has no operation that this server knows.');
  }
  const version: ExchangeVersion = schemas[place] === 'Exchange2013' ? 'Exchange2013' : 'Exchange2010_SP1';
  if (version !== 'Exchange2013' && requestsSince2013.has(call.local)) {
    throw new Refused('ErrorInvalidRequest', `${call.local} is unknown to ${version}.`);
  }
  const wrong = faultIn(call, shape);
  if (wrong !== undefined) throw new Refused('ErrorSchemaValidation', `The request failed schema validation: ${wrong}`);
  return operation({ call, mailbox: parts.mailbox, version }, parts);
}
