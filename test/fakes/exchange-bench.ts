/** A lab's Exchange and the mailbox clients before it, for tests of what it answers. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { findMeetings } from '../../src/main/web/exchange-mailbox.ts';
import { createLabExchange, type LabExchange, type LabExchangeOptions } from './lab-exchange.ts';

export const minute = 60_000;
export const outside = 'webmail.contoso.com';
export const inside = 'mail.contoso.com';

export interface ExchangeBench {
  /** Runs from the first test of the file to its last; what a test sets there is taken back after it. */
  readonly lab: Lab;
  /** Karen's, unless another is named; closed after the test. */
  client(options?: Partial<LabExchangeOptions>): LabExchange;
  /** How many meetings such a client finds, or the failure's code. */
  outcomeOf(options?: Partial<LabExchangeOptions>): Promise<string>;
}

/** From an hour ago to a day ahead. */
export const today = () => ({ from: Date.now() - 60 * minute, to: Date.now() + 24 * 60 * minute });

/** Called once, at the head of a test file. */
export function exchangeBench(): ExchangeBench {
  let lab: Lab | undefined;
  let open: LabExchange[] = [];
  const running = (): Lab => {
    if (!lab) throw new Error('the lab runs only while a test does');
    return lab;
  };
  beforeAll(async () => {
    lab = await startLab({ ports: 'free' });
  });
  afterAll(() => lab?.stop());
  afterEach(() => {
    for (const each of open) each.close();
    open = [];
    for (const name of [inside, outside, 'mail.litwareinc.com']) running().setFaults(name, {});
    running().setExchange('contoso.com', {
      schemes: ['Negotiate', 'NTLM', 'Basic'],
      version: 'Exchange2013',
      redirect: undefined,
    });
  });
  const client = (options: Partial<LabExchangeOptions> = {}): LabExchange => {
    const made = createLabExchange({ lab: running(), address: 'karen@contoso.com', ...options });
    open.push(made);
    return made;
  };
  return {
    get lab() {
      return running();
    },
    client,
    async outcomeOf(options) {
      const outcome = await findMeetings(client(options).exchange, today());
      return outcome.ok ? `${outcome.value.length} meetings` : outcome.failure.code;
    },
  };
}
