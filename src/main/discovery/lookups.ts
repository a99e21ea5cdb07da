/** The questions of one discovery: asked once, traced, remembered in order with the verdict each answer gets. */
import type { NaptrReading, NaptrRecord } from '../../protocol/discovery/naptr.ts';
import type { SrvRecord } from '../../protocol/discovery/plan.ts';
import type { Clock } from '../../shared/clock.ts';
import type { DiscoveryReport, DnsLookup, PassedOver } from '../../shared/model/network.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { DnsAnswer, RecordType } from './resolver.ts';

/** How long the other address family is waited for once one has answered. RFC 8305 3 */
const resolutionDelayMs = 50;

interface Entry {
  readonly name: string;
  readonly type: RecordType;
  answer?: DnsAnswer;
  verdict?: DnsLookup['verdict'];
  /** What a NAPTR answer came to. */
  reading?: NaptrReading;
}

interface HostAnswers {
  readonly first: Promise<readonly string[]>;
  readonly all: Promise<readonly string[]>;
}

type Ask = (name: string, type: RecordType) => Promise<DnsAnswer>;

export interface LookupsOptions {
  readonly ask: Ask;
  readonly tracer: Tracer;
  readonly base: Pick<DiscoveryReport, 'domain' | 'purpose'>;
  readonly onChange: (report: DiscoveryReport) => void;
  /** Without it both address families are always waited for. */
  readonly clock?: Clock;
}

export class Lookups {
  readonly #options: LookupsOptions;
  readonly #entries: Entry[] = [];
  readonly #hosts = new Map<string, HostAnswers>();
  #chosen: string | undefined;

  constructor(options: LookupsOptions) {
    this.#options = options;
  }

  async ask(name: string, type: RecordType): Promise<DnsAnswer> {
    const { tracer } = this.#options;
    const entry: Entry = { name, type };
    this.#entries.push(entry);
    tracer.record({ kind: 'dns-query', name, type });
    const answer = await this.#options.ask(name, type);
    entry.answer = answer;
    const { outcome, durationMs } = answer;
    tracer.record({ kind: 'dns-answer', name, type, outcome, answers: textOf(answer), durationMs });
    return answer;
  }

  /**
   * The addresses of a host, asked once, both families at once and in turns in the result, IPv4 first. When one family is silent,
   * the other does not wait for it: what it answers later is in `lateAddressesOf`.
   */
  addressesOf(host: string): Promise<readonly string[]> {
    return this.#answersOf(host).first;
  }

  /** What `addressesOf` did not wait for, once both families have answered or are given up: it may be all that can be reached. RFC 8305 3 */
  async lateAddressesOf(host: string): Promise<readonly string[]> {
    const { first, all } = this.#answersOf(host);
    const known = await first;
    return (await all).filter((address) => !known.includes(address));
  }

  #answersOf(host: string): HostAnswers {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const questions = [this.ask(host, 'A'), this.ask(host, 'AAAA')];
    const all = Promise.all(questions).then((answers) => inTurns(answers.map(({ addresses }) => addresses)));
    const asked = { first: this.#bothFamilies(questions), all };
    this.#hosts.set(host, asked);
    return asked;
  }

  #bothFamilies(questions: readonly Promise<DnsAnswer>[]): Promise<readonly string[]> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const families: string[][] = questions.map(() => []);
      let open = questions.length;
      let stop: (() => void) | undefined;
      const settle = () => {
        stop?.();
        resolve(inTurns(families));
      };
      questions.forEach((question, index) => {
        void question.then(({ addresses }) => {
          families[index] = [...addresses];
          open -= 1;
          if (open === 0) settle();
          else if (addresses.length > 0) stop ??= clock?.after(resolutionDelayMs, settle);
        });
      });
    });
  }

  /** Remembers what a name's NAPTR answer came to: its verdict is that of the names it leads to. */
  leadsTo(name: string, reading: NaptrReading): void {
    for (const entry of this.#entries) if (entry.name === name && entry.type === 'NAPTR') entry.reading = reading;
  }

  /** Sets the verdict on every answer for a name. A refused name stays refused. */
  judge(name: string, verdict: DnsLookup['verdict']): void {
    for (const entry of this.#entries) {
      if (entry.name === name && entry.type !== 'NAPTR' && entry.verdict !== 'untrusted') entry.verdict = verdict;
    }
  }

  /** Names the server that was connected to: service records left over ranked lower. */
  choose(server: string): void {
    this.#chosen = server;
    for (const entry of this.#entries) {
      if (entry.type === 'SRV' && entry.answer?.outcome === 'answered') entry.verdict ??= 'lower-rank';
    }
  }

  tell(): void {
    this.#options.onChange(this.report());
  }

  /** What the questions for a host's addresses came to. */
  outcomesOf(host: string): DnsAnswer['outcome'][] {
    return this.#entries.flatMap(({ name, type, answer }) =>
      name === host && (type === 'A' || type === 'AAAA') && answer ? [answer.outcome] : [],
    );
  }

  /** Without NAPTR: many a name server cannot answer that, and it says nothing about the others. */
  outcomes(): DnsAnswer['outcome'][] {
    return this.#entries.flatMap(({ type, answer }) => (type !== 'NAPTR' && answer ? [answer.outcome] : []));
  }

  report(): DiscoveryReport {
    const lookups = this.#entries.map((entry): DnsLookup => {
      const { name, type, answer, reading } = entry;
      const outcome = answer?.outcome ?? 'cancelled';
      return {
        name,
        type,
        outcome,
        answers: answer ? textOf(answer) : [],
        ...(reading && reading.passedOver.length > 0 ? { passedOver: passedOverIn(reading) } : {}),
        durationMs: answer?.durationMs ?? 0,
        verdict: this.#verdictOf(entry),
      };
    });
    return { ...this.#options.base, lookups, ...(this.#chosen ? { chosen: this.#chosen } : {}) };
  }

  #verdictOf(entry: Entry): DnsLookup['verdict'] {
    const { answer } = entry;
    const verdict = entry.reading ? this.#verdictByNames(entry.reading) : entry.verdict;
    const isAnswered = answer?.outcome === 'answered';
    const fallback = isAnswered || (this.#chosen && !answer) ? 'not-needed' : 'no-answer';
    return isAnswered || verdict === 'untrusted' ? (verdict ?? fallback) : fallback;
  }

  /** What became of the names that a NAPTR answer leads to. */
  #verdictByNames({ services }: NaptrReading): DnsLookup['verdict'] | undefined {
    if (services.length === 0) return 'no-answer';
    const led = this.#entries.filter(({ type, name }) => type === 'SRV' && services.some((each) => each.name === name));
    const verdicts = led.flatMap(({ verdict, answer }) => {
      const isEmpty = answer !== undefined && answer.outcome !== 'answered';
      return verdict ?? (isEmpty ? ('no-answer' as const) : []);
    });
    return verdicts.find((verdict) => verdict === 'used') ?? verdicts[0];
  }
}

function passedOverIn({ passedOver }: NaptrReading): readonly PassedOver[] {
  return passedOver.map(({ record, fault }) => ({ answer: naptrText(record), fault }));
}

/** What a person looks for comes first: which service, and where to. */
function naptrText({ order, preference, flags, service, regexp, replacement }: NaptrRecord): string {
  const rest = [
    `order ${order}`,
    `preference ${preference}`,
    `flags "${flags}"`,
    ...(regexp ? [`regexp "${regexp}"`] : []),
  ];
  return `${[service, replacement].filter(Boolean).join(' ')} (${rest.join(', ')})`;
}

/** First of each, second of each, and so on, so that one broken family costs one attempt. RFC 8305 4 */
function inTurns(families: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...families.map((family) => family.length));
  return Array.from({ length: longest }, (_, index) =>
    families.flatMap((family) => family.slice(index, index + 1)),
  ).flat();
}

function textOf(answer: DnsAnswer): string[] {
  const services = answer.srv.map(
    ({ target, port, priority, weight }: SrvRecord) => `${target}:${port} (priority ${priority}, weight ${weight})`,
  );
  return [...services, ...(answer.naptr ?? []).map(naptrText), ...answer.addresses];
}
