/** A resolver whose zone, delays and silences a test writes down. Time is the given clock's. */
import type { DnsAnswer, RecordType, Resolver } from '../../src/main/discovery/resolver.ts';
import type { NaptrRecord } from '../../src/protocol/discovery/naptr.ts';
import type { SrvRecord } from '../../src/protocol/discovery/plan.ts';
import type { Clock } from '../../src/shared/clock.ts';

export interface FakeRecord {
  /** `host:port`, `priority host:port` or a whole record; best first when no priority is given. */
  readonly srv?: readonly (string | SrvRecord)[];
  readonly naptr?: readonly NaptrRecord[];
  readonly addresses?: readonly string[];
  readonly outcome?: DnsAnswer['outcome'];
  /** Milliseconds until the answer; Infinity is silence until somebody gives up. */
  readonly delayMs?: number;
}

export interface FakeResolver extends Resolver {
  /** `type name`, in the order asked. */
  readonly asked: readonly string[];
  /** Questions that were given up by whoever asked. */
  readonly cancelled: readonly string[];
  /** Keys are `type name`, such as `SRV _sip._tls.contoso.com`; what is not in it does not exist. */
  zone: Record<string, FakeRecord>;
}

const patienceMs = 2000;

export function createFakeResolver(clock: Clock): FakeResolver {
  const asked: string[] = [];
  const cancelled: string[] = [];
  const resolver: FakeResolver = {
    asked,
    cancelled,
    zone: {},
    ask(name: string, type: RecordType, signal: AbortSignal) {
      const key = `${type} ${name}`;
      asked.push(key);
      const record = resolver.zone[key] ?? { outcome: 'no-name' };
      return new Promise((resolve) => {
        const finish = (answer: DnsAnswer) => {
          stop();
          signal.removeEventListener('abort', giveUp);
          resolve(answer);
        };
        const giveUp = () => {
          cancelled.push(key);
          finish({ outcome: 'cancelled', srv: [], addresses: [], durationMs: 0 });
        };
        const delayMs = record.delayMs ?? 0;
        const answer = delayMs > patienceMs ? answerOf({ outcome: 'timeout' }, patienceMs) : answerOf(record, delayMs);
        const stop = clock.after(Math.min(delayMs, patienceMs), () => finish(answer));
        signal.addEventListener('abort', giveUp, { once: true });
        if (signal.aborted) giveUp();
      });
    },
  };
  return resolver;
}

function answerOf(record: FakeRecord, durationMs: number): DnsAnswer {
  const srv = (record.srv ?? []).map(readRecord);
  const addresses = record.addresses ?? [];
  const { naptr } = record;
  const outcome = record.outcome ?? (srv.length + addresses.length + (naptr?.length ?? 0) > 0 ? 'answered' : 'no-data');
  return { outcome, srv, addresses, durationMs, ...(naptr ? { naptr } : {}) };
}

function readRecord(text: string | SrvRecord, index: number): SrvRecord {
  if (typeof text !== 'string') return text;
  const [place = '', priority = String(index)] = text.split(' ').reverse();
  const [target = '', port = '0'] = place.split(':');
  return { target, port: Number(port), priority: Number(priority), weight: 0 };
}
