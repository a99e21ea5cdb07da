/** A company's focus factory: people make, list, change and delete their own meetings by SERVICE. [MS-CONFPRO] 3.2 */
import { attr, booleanOf, child } from '../../protocol/xml/find.ts';
import { failure, faultAnswer, success } from '../focus/c3p-answer.ts';
import { type C3pRequest, readC3pRequest } from '../focus/c3p-request.ts';
import { lostAnswer } from '../focus/command-answer.ts';
import { faultsFor } from '../focus/focus-faults.ts';
import { notFound } from '../focus/focus-refusals.ts';
import { readFactoryUri, readFocusUri } from '../focus/focus-uri.ts';
import type { Meetings } from '../focus/meetings.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { capabilities, mcuTypes } from './capabilities.ts';
import { listedConference, wholeConference } from './conference-info.ts';
import { ConferenceTable } from './conference-table.ts';
import type { ConferenceRecord } from './record.ts';
import { type FactorySettings, usualFactory } from './settings.ts';
import { readWished } from './wished-conference.ts';

export interface FactoryParts {
  readonly core: LabCore;
  readonly company: Company;
  readonly meetings: Meetings;
  /** Whether the company's conferencing policy lets guests in, as it stands now (mission M6). */
  readonly guestsInPolicy: () => boolean;
}

/** What an answer's element holds, or the name C3P has for what went wrong. `afterwards` happens once the answer is out. */
type Outcome = { readonly content: string; readonly afterwards?: () => void } | { readonly reason: string };

const OK = { status: 200, reason: 'OK' } as const;

export class FocusFactory {
  readonly #parts: FactoryParts;
  readonly #table: ConferenceTable;
  #settings = usualFactory;

  constructor(parts: FactoryParts) {
    this.#parts = parts;
    this.#table = new ConferenceTable(parts.core, parts.meetings);
  }

  /** A part left out stays as it is. */
  change(patch: Partial<FactorySettings>): void {
    this.#settings = { ...this.#settings, ...patch };
  }

  /** Answers a SERVICE of a signed-in person. */
  handle(exchange: Exchange, person: LabPerson): void {
    const { text, uri } = exchange.incoming;
    const request = readC3pRequest(text);
    const owner = readFactoryUri(uri);
    const { frontEnd: source } = this.#parts.company.reported;
    if (!request) exchange.answer(faultAnswer({ code: 3006, reason: 'Failed to parse C3P request' }, source));
    else if (owner === undefined) exchange.answer(notFound(source));
    else this.#answer(exchange, request, owner === person.address.toLowerCase() ? owner : undefined);
  }

  /** `owner` is undefined when it is somebody else's factory. */
  #answer(exchange: Exchange, request: C3pRequest, owner: string | undefined): void {
    const { uri } = exchange.incoming;
    const { answers, refuses } = faultsFor(this.#settings.faults, request.command.local);
    if (answers === 'silent') return;
    // A factory has no dialog in which a final answer could follow.
    const lost = lostAnswer(request, uri, answers === 'later' ? 'pending-forever' : answers);
    if (lost) {
      exchange.answer(lost);
      return;
    }
    const outcome = refuses === undefined ? this.#judged(request, owner) : { reason: refuses };
    if ('reason' in outcome) {
      exchange.answer({ ...OK, body: failure(request, uri, outcome.reason) });
      return;
    }
    exchange.answer({ ...OK, body: success(request, uri, outcome.content) });
    outcome.afterwards?.();
  }

  #judged(request: C3pRequest, owner: string | undefined): Outcome {
    return owner === undefined ? { reason: 'unauthorized' } : this.#run(request, owner);
  }

  #run(request: C3pRequest, owner: string): Outcome {
    const { company, guestsInPolicy } = this.#parts;
    const { command } = request;
    switch (command.local) {
      case 'getConferencingCapabilities':
        return { content: capabilities(company, this.#settings, guestsInPolicy()) };
      case 'getAvailableMcuTypes':
        return { content: mcuTypes(this.#settings) };
      case 'addConference':
        return this.#add(request, owner);
      case 'modifyConference':
        return this.#modify(request, owner);
      case 'getConferences': {
        const wantsStatic = booleanOf(attr(command, 'static'));
        const records = this.#table.of(owner).filter(({ isStatic }) => (wantsStatic ?? isStatic) === isStatic);
        return { content: records.map(listedConference).join('') };
      }
      case 'getConference':
        return this.#with(request, owner, (record) => ({ content: this.#whole(record) }));
      case 'deleteConference':
        return this.#with(request, owner, (record) => this.#delete(record));
      default:
        // getEncryptionKey among them: conference keys do not travel here, encrypted or not.
        return { reason: 'notSupported' };
    }
  }

  #add(request: C3pRequest, owner: string): Outcome {
    const wished = readWished(request.command, this.#parts.core.clock.wall());
    if (typeof wished === 'string') return { reason: wished };
    const existing = this.#table.of(owner);
    const problem = this.#problem(wished);
    if (problem !== undefined) return { reason: problem };
    if (existing.some(({ meeting }) => meeting.plan.id === wished.id)) return { reason: 'conferenceExists' };
    if (wished.isStatic && existing.some(({ isStatic }) => isStatic))
      return { reason: 'maximumStaticMeetingsExceeded' };
    if (existing.length >= this.#settings.mostConferences) return { reason: 'maximumConferencesExceeded' };
    const parts = wished.parts ?? this.#settings.mcuTypes;
    return { content: this.#whole(this.#table.add(owner, { ...wished, parts })) };
  }

  #modify(request: C3pRequest, owner: string): Outcome {
    const wished = readWished(request.command, this.#parts.core.clock.wall());
    if (typeof wished === 'string') return { reason: wished };
    const record = this.#table.find(owner, wished.id);
    const problem = this.#problem(wished);
    if (!record) return { reason: 'conferenceDoesntExist' };
    if (problem !== undefined) return { reason: problem };
    if (wished.version !== undefined && wished.version < record.version) return { reason: 'invalidVersion' };
    if (wished.isStatic !== record.isStatic) return { reason: 'staticFlagDoesNotMatch' };
    return { content: this.#whole(this.#table.change(record, wished)) };
  }

  #delete(record: ConferenceRecord): Outcome {
    if (record.isStatic) return { reason: 'invalidStaticMeetingRequest' };
    return { content: '', afterwards: () => this.#table.remove(record) };
  }

  /** What the company has against a meeting that is well described. */
  #problem({
    policy,
    parts = [],
    pstnLobbyBypass,
  }: Exclude<ReturnType<typeof readWished>, string>): string | undefined {
    const { mcuTypes: types, phonesMayBypassLobby } = this.#settings;
    if (policy === 'anonymous' && !this.#parts.guestsInPolicy()) return 'anonymousUsersNotAllowed';
    if (parts.some((part) => !types.includes(part))) return 'mcuTypeNotAvailable';
    return pstnLobbyBypass && !phonesMayBypassLobby ? 'pstnLobbyBypassNotAllowed' : undefined;
  }

  /** Meetings are named by their id, or by their focus. */
  #with({ command }: C3pRequest, owner: string, then: (record: ConferenceRecord) => Outcome): Outcome {
    const keys = child(command, 'conferenceKeys');
    const focus = readFocusUri(attr(keys, 'confEntity') ?? '');
    const id = attr(keys, 'conference-id') ?? (focus?.organizer === owner ? focus.id : undefined);
    if (id === undefined) return { reason: 'invalidConferenceId' };
    const record = this.#table.find(owner, id);
    return record ? then(record) : { reason: 'conferenceDoesntExist' };
  }

  #whole(record: ConferenceRecord): string {
    return wholeConference(record, this.#settings.dialIn);
  }
}
