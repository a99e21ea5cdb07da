/** The questions of one discovery: asked once, traced, remembered in order with the verdict each answer gets. */
import type { SrvRecord } from '../../protocol/discovery/plan.ts';
import type { DiscoveryReport, DnsLookup } from '../../shared/model/network.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { DnsAnswer, RecordType } from './resolver.ts';

interface Entry {
  readonly name: string;
  readonly type: RecordType;
  answer?: DnsAnswer;
  verdict?: DnsLookup['verdict'];
}

type Ask = (name: string, type: RecordType) => Promise<DnsAnswer>;

export class Lookups {
  readonly #ask: Ask;
  readonly #tracer: Tracer;
  readonly #base: Pick<DiscoveryReport, 'domain' | 'purpose'>;
  readonly #onChange: (report: DiscoveryReport) => void;
  readonly #entries: Entry[] = [];
  readonly #hosts = new Map<string, Promise<readonly string[]>>();
  #chosen: string | undefined;

  constructor(options: {
    ask: Ask;
    tracer: Tracer;
    base: Pick<DiscoveryReport, 'domain' | 'purpose'>;
    onChange: (report: DiscoveryReport) => void;
  }) {
    this.#ask = options.ask;
    this.#tracer = options.tracer;
    this.#base = options.base;
    this.#onChange = options.onChange;
  }

  async ask(name: string, type: RecordType): Promise<DnsAnswer> {
    const entry: Entry = { name, type };
    this.#entries.push(entry);
    this.#tracer.record({ kind: 'dns-query', name, type });
    const answer = await this.#ask(name, type);
    entry.answer = answer;
    const { outcome, durationMs } = answer;
    this.#tracer.record({ kind: 'dns-answer', name, type, outcome, answers: textOf(answer), durationMs });
    return answer;
  }

  /** Both address families of a host at once, asked once, IPv4 first in the result. */
  addressesOf(host: string): Promise<readonly string[]> {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const asked = Promise.all([this.ask(host, 'A'), this.ask(host, 'AAAA')]).then((answers) =>
      answers.flatMap((answer) => answer.addresses),
    );
    this.#hosts.set(host, asked);
    return asked;
  }

  judge(name: string, verdict: DnsLookup['verdict']): void {
    for (const entry of this.#entries) if (entry.name === name) entry.verdict = verdict;
  }

  choose(server: string): void {
    this.#chosen = server;
  }

  tell(): void {
    this.#onChange(this.report());
  }

  outcomes(): DnsAnswer['outcome'][] {
    return this.#entries.flatMap((entry) => (entry.answer ? [entry.answer.outcome] : []));
  }

  report(): DiscoveryReport {
    const lookups = this.#entries.map(({ name, type, answer, verdict }): DnsLookup => {
      const outcome = answer?.outcome ?? 'cancelled';
      const fallback = outcome === 'answered' ? 'not-needed' : 'no-answer';
      return {
        name,
        type,
        outcome,
        answers: answer ? textOf(answer) : [],
        durationMs: answer?.durationMs ?? 0,
        verdict: verdict ?? fallback,
      };
    });
    return { ...this.#base, lookups, ...(this.#chosen ? { chosen: this.#chosen } : {}) };
  }
}

function textOf(answer: DnsAnswer): string[] {
  const services = answer.srv.map(
    (record: SrvRecord) => `${record.priority} ${record.weight} ${record.target}:${record.port}`,
  );
  return [...services, ...answer.addresses];
}
