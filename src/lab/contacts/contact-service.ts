/** The contact lists of one company, and the clients that follow them. [MS-SIP] 3.7.5 */
import type { ServerFaults } from '../api.ts';
import type { Exchange } from '../sip/exchange.ts';
import { Subscription } from '../sip/subscription.ts';
import type { ContactStore, ContactList as ListPlan } from '../topologies/contact-plan.ts';
import type { Company } from '../topologies/topology.ts';
import { type ContactChange, ContactList, type ListRefusal } from './contact-list.ts';
import { CONTACTS_TYPE, contactDeltaXml, contactListXml, damagedContactListXml, movedListXml } from './contact-xml.ts';
import { changeContacts, SOAP_TYPE } from './soap.ts';

export class ContactService {
  readonly #lists = new Map<string, ContactList>();
  readonly #stores = new Map<string, ContactStore>();
  readonly #followers = new Map<string, Set<Subscription>>();
  readonly #faults: () => ServerFaults;

  /** `faults` are those of the server that keeps the lists. */
  constructor(company: Company, faults: () => ServerFaults) {
    this.#faults = faults;
    for (const plan of company.contactLists) this.#begin(plan);
  }

  /** The list of one owner, empty at first. */
  listOf(owner: string): ContactList {
    const key = owner.toLowerCase();
    const list = this.#lists.get(key) ?? new ContactList(undefined);
    this.#lists.set(key, list);
    return list;
  }

  /** Puts another list in the place of one; who follows it is told the whole of it, under a newer number. */
  replace(plan: ListPlan): void {
    const { deltaNumber } = this.listOf(plan.owner);
    this.#lists.set(plan.owner.toLowerCase(), new ContactList(plan, deltaNumber + 1));
    this.setStore(plan.owner, plan.store ?? 'server');
  }

  /** Moves a list to Exchange, leaving an empty one or none behind, or back to the server. Who follows it is told. */
  setStore(owner: string, store: ContactStore): void {
    this.#stores.set(owner.toLowerCase(), store);
    for (const follower of this.#followersOf(owner)) {
      if (store === 'refused') follower.terminate('noresource');
      else follower.notify({ type: CONTACTS_TYPE, text: this.#fullText(owner) });
    }
  }

  /** Answers `vnd-microsoft-roaming-contacts`: the whole list now, every change later; 488 where no list is kept. */
  open(exchange: Exchange): void {
    const { address } = exchange.incoming.from;
    if (this.#storeOf(address) === 'refused') {
      exchange.answer({ status: 488, reason: 'Not Acceptable Here' });
      return;
    }
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

  /**
   * Answers a SOAP call: 200, 409 with the list's number when the client's is outdated, 413 for too much, 403 for what may not be
   * changed, 404 for what is not there, 400 for what is no call.
   */
  change(exchange: Exchange): void {
    const { address } = exchange.incoming.from;
    if (this.#storeOf(address) !== 'server') {
      refuse(exchange, 'fixed');
      return;
    }
    const list = this.listOf(address);
    const result = changeContacts(list, exchange.incoming.text);
    if (result.kind === 'refused') refuse(exchange, result.why);
    else if (result.kind === 'outdated') {
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

  #begin(plan: ListPlan): void {
    const owner = plan.owner.toLowerCase();
    this.#lists.set(owner, new ContactList(plan));
    if (plan.store) this.#stores.set(owner, plan.store);
  }

  #storeOf(owner: string): ContactStore {
    return this.#stores.get(owner.toLowerCase()) ?? 'server';
  }

  #fullText(owner: string): string {
    const list = this.listOf(owner);
    if (this.#storeOf(owner) === 'exchange') return movedListXml(list);
    if (this.#faults().malformed === 'xml-contacts') return damagedContactListXml(list);
    return contactListXml(list, this.#stores.has(owner.toLowerCase()));
  }

  #followersOf(owner: string): readonly Subscription[] {
    return [...(this.#followers.get(owner.toLowerCase()) ?? [])];
  }

  /** Every endpoint hears of it, the one that asked for it too. */
  #tell(owner: string, change: ContactChange): void {
    for (const follower of this.#followersOf(owner)) {
      follower.notify({ type: CONTACTS_TYPE, text: contactDeltaXml(change) });
    }
  }
}

/** Which numbers a real server uses beyond 409 is not documented; these say what they mean. */
const refusals: Readonly<Record<ListRefusal | 'unreadable', readonly [status: number, reason: string, words: string]>> =
  {
    full: [413, 'Request Entity Too Large', '4008;reason="Input data too large"'],
    'too-long': [413, 'Request Entity Too Large', '4008;reason="Input data too large"'],
    fixed: [403, 'Forbidden', '4000;reason="User services default"'],
    'not-empty': [403, 'Forbidden', '4000;reason="User services default";problem="the group has members"'],
    unknown: [404, 'Not Found', '4000;reason="User services default";problem="no such contact or group"'],
    unreadable: [400, 'Bad Request', '4001;reason="XML parse failure"'],
  };

function refuse(exchange: Exchange, why: ListRefusal | 'unreadable'): void {
  const [status, reason, words] = refusals[why];
  exchange.answer({ status, reason, headers: [['ms-diagnostics', words]] });
}
