/** The contact lists of one company, and the clients that follow them. [MS-SIP] 3.7.5 */
import type { ServerFaults } from '../api.ts';
import type { Exchange } from '../sip/exchange.ts';
import { Subscription } from '../sip/subscription.ts';
import type { Company } from '../topologies/topology.ts';
import { type ContactChange, ContactList } from './contact-list.ts';
import { CONTACTS_TYPE, contactDeltaXml, contactListXml, damagedContactListXml } from './contact-xml.ts';
import { changeContacts, SOAP_TYPE } from './soap.ts';

export class ContactService {
  readonly #lists = new Map<string, ContactList>();
  readonly #followers = new Map<string, Set<Subscription>>();
  readonly #faults: () => ServerFaults;

  /** `faults` are those of the server that keeps the lists. */
  constructor(company: Company, faults: () => ServerFaults) {
    this.#faults = faults;
    for (const plan of company.contactLists) this.#lists.set(plan.owner.toLowerCase(), new ContactList(plan));
  }

  /** The list of one owner, empty at first. */
  listOf(owner: string): ContactList {
    const key = owner.toLowerCase();
    const list = this.#lists.get(key) ?? new ContactList(undefined);
    this.#lists.set(key, list);
    return list;
  }

  /** Answers `vnd-microsoft-roaming-contacts`: the whole list now, every change later. */
  open(exchange: Exchange): void {
    const { address } = exchange.incoming.from;
    const followers = this.#followers.get(address) ?? new Set();
    this.#followers.set(address, followers);
    let opened: Subscription | undefined;
    const subscription = Subscription.open(exchange, {
      state: () => ({ type: CONTACTS_TYPE, text: this.#fullText(address) }),
      onEnd: () => opened && followers.delete(opened),
    });
    opened = subscription;
    if (!subscription.isEnded) followers.add(subscription);
  }

  /** Answers a SOAP call: 200, or 409 with the list's number when the client's is outdated, or 400. */
  change(exchange: Exchange): void {
    const { address } = exchange.incoming.from;
    const list = this.listOf(address);
    const result = changeContacts(list, exchange.incoming.text);
    if (result.kind === 'refused') {
      exchange.answer({
        status: 400,
        reason: 'Bad Request',
        headers: [['ms-diagnostics', '4001;reason="XML parse failure"']],
      });
    } else if (result.kind === 'outdated') {
      exchange.answer({
        status: 409,
        reason: 'Conflict',
        headers: [['ms-diagnostics', `4000;reason="User services default";deltaNum="${list.deltaNumber}"`]],
      });
    } else {
      exchange.answer({ status: 200, reason: 'OK', body: { type: SOAP_TYPE, text: result.answer } });
      this.#tell(address, result.change);
    }
  }

  #fullText(owner: string): string {
    const list = this.listOf(owner);
    return this.#faults().malformed === 'xml-contacts' ? damagedContactListXml(list) : contactListXml(list);
  }

  /** Every endpoint hears of it, the one that asked for it too. */
  #tell(owner: string, change: ContactChange): void {
    for (const follower of [...(this.#followers.get(owner) ?? [])]) {
      follower.notify({ type: CONTACTS_TYPE, text: contactDeltaXml(change) });
    }
  }
}
