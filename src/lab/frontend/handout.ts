/** What a company's servers hand out to clients after sign-in, and what a tester changed of it: settings and dial plan. */
import type { Exchange } from '../sip/exchange.ts';
import { Subscription } from '../sip/subscription.ts';
import type { Body } from '../sip/template.ts';
import type { Company, DialPlan, LabPerson } from '../topologies/topology.ts';
import { webOrigin } from '../web/addresses.ts';
import type { DialPlanPatch, SettingsPatch } from './handout-settings.ts';
import { damagedLocationProfile, hostileDialPlan, locationProfile } from './location-profile.ts';
import { damagedProvisioning, PROVISIONING_TYPE, provisioningDocument, withSwitches } from './provisioning.ts';
import { provisioningTemplate } from './provisioning-template.ts';

const NAME = /^[A-Za-z_][\w.-]{0,63}$/;
const LONGEST_DELAY_MS = 60_000;
const LONGEST_DOCUMENT = 4 * 1024 * 1024;

export class Handout {
  readonly #company: Company;
  readonly #subscribers = new Map<Subscription, () => Body>();
  #settings: Required<SettingsPatch> = { document: null, switches: null, damage: null, keepsSubscription: true };
  #dialPlan: Required<DialPlanPatch> = { document: null, damage: null, delayMs: 0 };

  constructor(company: Company) {
    this.#company = company;
  }

  /** Throws a sentence for what cannot be handed out. Clients that are subscribed are told at once. */
  changeSettings(patch: SettingsPatch): void {
    for (const { group, key } of patch.switches ?? []) {
      if (!NAME.test(group) || !NAME.test(key)) throw new Error(`${group} ${key} is no name of a setting.`);
    }
    if ((patch.document?.length ?? 0) > LONGEST_DOCUMENT) throw new Error('The document is too large.');
    const switches = patch.switches ? [...(this.#settings.switches ?? []), ...patch.switches] : patch.switches;
    this.#settings = { ...this.#settings, ...patch, ...(switches === undefined ? {} : { switches }) };
    for (const [subscription, body] of this.#subscribers) subscription.notify(body());
  }

  /** Throws a sentence for a delay out of bounds. */
  changeDialPlan(patch: DialPlanPatch): void {
    const { delayMs = 0 } = patch;
    if (!(delayMs >= 0 && delayMs <= LONGEST_DELAY_MS)) throw new Error(`A delay is 0 to ${LONGEST_DELAY_MS} ms.`);
    this.#dialPlan = { ...this.#dialPlan, ...patch };
  }

  /** The settings as a document with places to fill in, for a tester to edit. */
  settingsTemplate(): string {
    return withSwitches(this.#settings.document ?? provisioningTemplate, this.#settings.switches ?? []);
  }

  /** The location profile as it goes out undamaged. */
  dialPlanDocument(): string {
    return this.#dialPlan.document ?? locationProfile(this.#company.dialPlan);
  }

  get dialPlanDelayMs(): number {
    return this.#dialPlan.delayMs;
  }

  /** `isPrintDamaged`: a fault of the server asks for the damage of the print. */
  dialPlanText(isPrintDamaged: boolean): string {
    const { damage } = this.#dialPlan;
    if (damage === 'hostile') return locationProfile(hostileDialPlan(this.#company.dialPlan));
    const document = this.dialPlanDocument();
    return isPrintDamaged || damage === 'print' ? damagedLocationProfile(document) : document;
  }

  /** Answers a SUBSCRIBE for the settings and keeps the client up to date, if the server is one that does. */
  subscribe(exchange: Exchange, person: LabPerson, anonymousInPolicy: () => boolean): void {
    const body = (): Body => {
      const { core } = exchange.link;
      const side = (which: 'inside' | 'outside') => webOrigin(this.#company, which, core.httpsPortOf);
      const order = {
        company: this.#company,
        person,
        origins: { inside: side('inside'), outside: side('outside') },
        anonymousInPolicy: anonymousInPolicy(),
        profileName: this.#profileName(),
      };
      const document = provisioningDocument(this.settingsTemplate(), order);
      return { type: PROVISIONING_TYPE, text: damagedProvisioning(document, this.#settings.damage ?? undefined) };
    };
    // It may be over before open() returns.
    let subscription: Subscription | undefined;
    const onEnd = () => {
      if (subscription) this.#subscribers.delete(subscription);
    };
    subscription = Subscription.open(exchange, { state: body, onEnd });
    if (subscription.isEnded) return;
    if (this.#settings.keepsSubscription) this.#subscribers.set(subscription, body);
    else subscription.terminate('noresource');
  }

  #profileName(): string {
    const plan: DialPlan = this.#company.dialPlan;
    return /<Name>([^<]{1,256})<\/Name>/.exec(this.#dialPlan.document ?? '')?.[1] ?? plan.name;
  }
}
