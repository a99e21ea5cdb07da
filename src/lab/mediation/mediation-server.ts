/** The way to the telephone network, all of it simulated here. [MS-OCPSTN]; protocol notes 9.8 */
import type { CallDesk } from '../calls/call-desk.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { HeaderLine } from '../sip/template.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { planForNumber } from './network-plan.ts';
import { numberIn } from './number.ts';

const SOFTWARE = 'RTCC/6.0.0.0 MediationServer';

export interface MediationSurroundings {
  readonly company: Company;
  readonly desk: CallDesk;
  /** Rings where a person is signed in; false when nobody is. */
  readonly ring: (exchange: Exchange, caller: LabPerson, address: string) => boolean;
}

export class MediationServer {
  readonly #around: MediationSurroundings;

  constructor(around: MediationSurroundings) {
    this.#around = around;
  }

  /** Takes a call to a number, that of the request unless given; false when none is called. */
  takes(exchange: Exchange, caller: LabPerson, uri = exchange.incoming.uri): boolean {
    const { incoming } = exchange;
    const { company } = this.#around;
    if (incoming.method !== 'INVITE' || incoming.to.tag !== undefined) return false;
    const number = numberIn(uri, company.dialPlan);
    if (number === undefined) return false;
    const source = company.reported.frontEnd;
    if (number === 'untranslated') {
      const diagnostics = `14010;reason="Unable to find an exact match in the rules set";source="${source}"`;
      exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', diagnostics]] });
      return true;
    }
    const person = this.#ownerOf(number);
    if (person) this.#toPerson(exchange, caller, person);
    else this.#toNetwork(exchange, number, source);
    return true;
  }

  /** A number of somebody in the company rings that person, and nobody outside. */
  #toPerson(exchange: Exchange, caller: LabPerson, person: LabPerson): void {
    const { ring, desk } = this.#around;
    if (ring(exchange, caller, person.address) || desk.takesFor(exchange, person.address)) return;
    exchange.answer({ status: 480, reason: 'Temporarily Unavailable' });
  }

  #toNetwork(exchange: Exchange, number: string, source: string): void {
    const { company, desk } = this.#around;
    const address = `${number}@${company.domain}`;
    const pool = company.reported.pool;
    desk.take(exchange, address, planForNumber(number, source), {
      software: SOFTWARE,
      refreshes: true,
      contact: `<sip:${pool}@${company.domain};gruu;opaque=srvr:MediationServer:lab;grid=simulated>;isGateway`,
      headers: [
        ['P-Asserted-Identity', `<sip:${address};user=phone>`],
        ['Min-SE', '90'],
      ] satisfies HeaderLine[],
    });
  }

  #ownerOf(number: string): LabPerson | undefined {
    const { people } = this.#around.company;
    return people.find(({ phone, mobile }) => phone === number || mobile === number);
  }
}
