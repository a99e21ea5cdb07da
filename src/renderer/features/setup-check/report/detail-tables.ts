/** What a step saw, as tables: the same in the window and in each report. */
import type { Examination } from '../../../../shared/model/examination.ts';
import type { Failure } from '../../../../shared/model/failure.ts';
import type { JoinCheck } from '../../../../shared/model/join-check.ts';
import type {
  FoundDevice,
  MediaFacts,
  NameAnswer,
  ReachProbe,
  ServerAnswer,
  SetupDetails,
  WebLook,
} from '../../../../shared/model/setup-check.ts';
import { adviceFor, checkTexts, sentWords, validityOf } from '../../../locales/certificates.ts';
import { failureTexts } from '../../../locales/failures.ts';
import { labelled, milliseconds } from '../../../locales/format.ts';
import { recordTitles, requirementTitles, requirementVerdicts } from '../../../locales/join-check.ts';
import { dnsOutcomes, interfaceReasons, passedOverReasons } from '../../../locales/network.ts';
import { nameTrustWords, detailTexts as texts, webKinds } from '../../../locales/setup-check.ts';

export interface DetailTable {
  /** What it is about, where a step has several. */
  readonly title?: string;
  /** None for names and values. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a step's details; none where it has none. */
export function detailTables(details: SetupDetails | undefined): readonly DetailTable[] {
  switch (details?.kind) {
    case undefined:
      return [];
    case 'devices':
      return [{ columns: [texts.device, texts.name], rows: details.devices.map(deviceRow) }];
    case 'network':
      return networkTables(details);
    case 'names':
      return [{ columns: [texts.name, texts.answer, texts.time], rows: details.names.map(nameRow) }];
    case 'reach':
      return [{ columns: [texts.server, texts.address, texts.result, texts.time], rows: details.probes.map(probeRow) }];
    case 'certificate':
      return details.looks.flatMap(certificateTables);
    case 'server':
      return [{ columns: [], rows: serverRows(details.answer) }];
    case 'web':
      return [{ columns: [texts.name, texts.server, texts.result, texts.time], rows: details.looks.map(webRow) }];
    case 'partner':
      return partnerTables(details.check);
    case 'media':
      return [{ columns: [], rows: mediaRows(details.facts) }];
  }
}

function deviceRow({ kind, names, used }: FoundDevice): readonly string[] {
  const words = names.map((name) => (name === used ? texts.inUse(name) : name));
  return [texts.kinds[kind], words.join(', ') || texts.noDevice];
}

function networkTables(details: Extract<SetupDetails, { kind: 'network' }>): readonly DetailTable[] {
  const rows = details.interfaces.map(({ name, addresses, chosen, usable, reason }) => [
    name,
    addresses.join(', '),
    labelled(chosen ? texts.chosen : usable ? texts.usable : texts.unusable, interfaceReasons[reason]),
  ]);
  const servers = details.dnsServers.length > 0 ? [[texts.nameServers, details.dnsServers.join(', ')]] : [];
  return [
    { columns: [texts.interface, texts.address, texts.result], rows },
    ...(servers.length > 0 ? [{ columns: [], rows: servers }] : []),
  ];
}

function nameRow({ name, type, outcome, answers, passedOver, targets, durationMs }: NameAnswer): readonly string[] {
  const words = outcome === 'not-asked' ? texts.notAsked : dnsOutcomes[outcome];
  const trusts = targets.map(({ host, trust }) => `${host} ${nameTrustWords[trust]}`);
  const unused = (passedOver ?? []).map(({ answer, fault }) => labelled(answer, passedOverReasons[fault]));
  const told = answers.length > 0 ? [...answers, ...unused, ...trusts] : [words];
  return [`${type} ${name}`, told.join('; '), outcome === 'not-asked' ? '' : milliseconds(durationMs)];
}

function probeRow({ host, address, port, durationMs, failure }: ReachProbe): readonly string[] {
  return [host, place(address, port), failure ? wordsOf(failure) : texts.connects, milliseconds(durationMs)];
}

function certificateTables(examination: Examination): readonly DetailTable[] {
  const { host, port, addresses } = examination;
  return addresses.map((examined) => {
    const { peer, failure, protocol, cipher, sent, chain } = examined;
    const leaf = chain[0]?.certificate;
    return {
      title: `${host}:${port}, ${peer}`,
      columns: [],
      rows: [
        [texts.result, failure ? wordsOf(failure) : checkTexts.good],
        ...(protocol ? [[checkTexts.encryption, [protocol, cipher].filter(Boolean).join(', ')]] : []),
        ...(protocol ? [[checkTexts.sent, sentWords(sent)]] : []),
        ...(leaf ? [[texts.name, leaf.names.join(', ')]] : []),
        ...(leaf ? [[checkTexts.key, [leaf.key, leaf.signature, validityOf(leaf)].filter(Boolean).join(', ')]] : []),
        ...adviceFor(examined, examination).map((line) => [checkTexts.advice, line]),
      ],
    };
  });
}

function serverRows(answer: ServerAnswer): readonly (readonly string[])[] {
  const { server, status, reason, schemes, known, software, generation, roundTripsMs } = answer;
  return [
    [texts.server, `${server} (${answer.transport.toUpperCase()})`],
    [texts.answered, `${status} ${reason}`.trim()],
    [texts.schemes, schemes.join(', ') || texts.noSchemes],
    [texts.known, known.join(', ') || texts.noSchemes],
    ...(software ? [[texts.software, generation ? `${software} (${generation})` : software]] : []),
    [texts.roundTrips, roundTripsMs.map(milliseconds).join(', ')],
  ];
}

function webRow({ kind, host, durationMs, isAbsent, failure }: WebLook): readonly string[] {
  const result = isAbsent ? texts.absent : failure ? wordsOf(failure) : texts.works;
  return [webKinds[kind], host, result, isAbsent ? '' : milliseconds(durationMs)];
}

function partnerTables({ domain, requirements, records }: JoinCheck): readonly DetailTable[] {
  const needs = requirements.map(({ requirement, verdict, server, failure }) => [
    requirementTitles[requirement],
    [requirementVerdicts[verdict], server, failure && wordsOf(failure)].filter(Boolean).join('; '),
  ]);
  const found = records.map(({ kind, lookup }) => [
    `${recordTitles[kind]}, ${lookup.name}`,
    lookup.answers.join(', ') || dnsOutcomes[lookup.outcome],
  ]);
  return [
    { title: labelled(domain, texts.requirements), columns: [], rows: needs },
    { title: labelled(domain, texts.records), columns: [], rows: found },
  ];
}

function mediaRows(facts: MediaFacts): readonly (readonly string[])[] {
  const { outside, echoMs } = facts;
  const seen = outside?.seenAs
    ? `${outside.seenAs} (${outside.server}, ${milliseconds(outside.durationMs)})`
    : undefined;
  const silent = outside ? texts.silent(outside.server) : texts.notPublished;
  return [
    [texts.localAddress, facts.address],
    [texts.ports, `${facts.firstPort}–${facts.lastPort}`],
    [texts.freePorts, texts.portsTried(facts.freePorts, facts.triedPorts)],
    [texts.echo, echoMs === undefined ? texts.noEcho : milliseconds(echoMs)],
    [texts.outside, seen ?? silent],
  ];
}

function place(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function wordsOf(failure: Failure): string {
  return `${failureTexts[failure.code].sentence(failure)} (${failure.code})`;
}
