/** The questions of one discovery: asked once, traced, remembered in order with the verdict each answer gets. */
import type { SrvRecord } from '../../protocol/discovery/plan.ts';
import type { Clock } from '../../shared/clock.ts';
import type { DiscoveryReport, DnsLookup } from '../../shared/model/network.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { DnsAnswer, RecordType } from './resolver.ts';

/** How long the other address family is waited for once one has answered. RFC 8305 3 */
const resolutionDelayMs = 50;

interface Entry {
  readonly name: string;
  readonly type: RecordType;
  answer?: DnsAnswer;
  verdict?: DnsLookup['verdict'];
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
  readonly #hosts = new Map<string, Promise<readonly string[]>>();
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
   * the other does not wait for it.
   */
  addressesOf(host: string): Promise<readonly string[]> {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const asked = this.#bothFamilies([this.ask(host, 'A'), this.ask(host, 'AAAA')]);
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

  /** Sets the verdict on every answer for a name. A refused name stays refused. */
  judge(name: string, verdict: DnsLookup['verdict']): void {
    for (const entry of this.#entries) {
      if (entry.name === name && entry.verdict !== 'untrusted') entry.verdict = verdict;
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

  outcomes(): DnsAnswer['outcome'][] {
    return this.#entries.flatMap((entry) => (entry.answer ? [entry.answer.outcome] : []));
  }

  report(): DiscoveryReport {
    const lookups = this.#entries.map(({ name, type, answer, verdict }): DnsLookup => {
      const outcome = answer?.outcome ?? 'cancelled';
      const fallback = outcome === 'answered' || (this.#chosen && !answer) ? 'not-needed' : 'no-answer';
      return {
        name,
        type,
        outcome,
        answers: answer ? textOf(answer) : [],
        durationMs: answer?.durationMs ?? 0,
        verdict: outcome === 'answered' || verdict === 'untrusted' ? (verdict ?? fallback) : fallback,
      };
    });
    return { ...this.#options.base, lookups, ...(this.#chosen ? { chosen: this.#chosen } : {}) };
  }
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
  return [...services, ...answer.addresses];
}
