/** A company's Front End: what its own people ask, answered here or passed on to a partner (mission A3, E4). */
import { isConferencingUri, readMeetingUri } from '../focus/focus-uri.ts';
import type { LabCore } from '../net/listener.ts';
import { openSingle } from '../presence/presence-subscriptions.ts';
import type { Exchange } from '../sip/exchange.ts';
import { eventOf } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { logHop } from './hop-log.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { serve } from './service.ts';
import type { Site } from './site.ts';
import { noSuchUser, subscribeAtHome } from './subscribe.ts';

export class FrontEnd {
  readonly #core: LabCore;
  readonly #site: Site;
  readonly #neighbours: Neighbourhood;

  constructor(core: LabCore, site: Site, neighbours: Neighbourhood) {
    this.#core = core;
    this.#site = site;
    this.#neighbours = neighbours;
  }

  /** Handles a request outside dialogs whose From claims to be of this company. */
  handle(exchange: Exchange): void {
    const { incoming } = exchange;
    if (incoming.method === 'ACK') return;
    const person = this.#site.directory.find(incoming.from.address);
    if (!person) {
      exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', noSuchUser(this.#site)]] });
      return;
    }
    if (!this.#site.authenticator.admits(exchange)) return;
    exchange.fromName = person.displayName;
    if (incoming.method === 'REGISTER') this.#site.registrar.register(exchange);
    else if (incoming.targetDomain === this.#site.company.domain) this.#atHome(exchange, person);
    else this.#toPartner(exchange, person);
  }

  #atHome(exchange: Exchange, person: LabPerson): void {
    const { method, uri } = exchange.incoming;
    const focus = readMeetingUri(uri);
    if (focus) {
      const meeting = this.#site.meetings.find(focus);
      this.#site.focus.handle(exchange, meeting?.conference, {
        authMethod: 'enterprise',
        displayName: person.displayName,
      });
    } else if (method === 'SERVICE') {
      serve(exchange, this.#site, { person, isDialPlanDamaged: this.#isDialPlanDamaged(exchange) });
    } else if (method === 'SUBSCRIBE') {
      subscribeAtHome(exchange, this.#site, person);
    } else {
      this.#toColleague(exchange, person);
    }
  }

  /** A request inside a dialog of two clients, or the end of a call before it began; false when it is none of these. */
  passes(exchange: Exchange): boolean {
    const { method, from, targetDomain } = exchange.incoming;
    const site = targetDomain === this.#site.company.domain ? this.#site : this.#neighbours.siteOf(targetDomain);
    const person = this.#site.directory.find(from.address);
    if (!site || !person) return false;
    const { incoming } = exchange;
    if (method !== 'CANCEL')
      return site.router.endsHere(incoming) || site.calls.takesBack(exchange) || site.relay.pass(exchange, person);
    return (
      site.router.cancel(incoming) ||
      site.relay.cancel(incoming) ||
      site.calls.cancel(incoming) ||
      site.simulated.cancel(incoming)
    );
  }

  /** A partner's meeting or a partner's presence: first the rules, then the partner's own servers. */
  #toPartner(exchange: Exchange, person: LabPerson): void {
    if (this.#site.xmpp?.takes(exchange, person)) return;
    const { from, target, targetDomain, uri, method } = exchange.incoming;
    const verdict = this.#neighbours.decide(from.address, target);
    if (verdict.kind === 'refused') {
      exchange.answer({
        status: verdict.status,
        reason: verdict.reason,
        headers: [['ms-diagnostics', verdict.diagnostics]],
      });
      return;
    }
    const partner = this.#neighbours.siteOf(targetDomain);
    if (!partner) return;
    logHop(this.#core, exchange, { from: this.#site.company.edge.name, to: partner.company.edge.name });
    const focus = readMeetingUri(uri);
    if (focus) {
      const meeting = partner.meetings.find(focus);
      partner.focus.handle(exchange, meeting?.conference, { authMethod: 'federated', displayName: person.displayName });
    } else if (method === 'SUBSCRIBE' && eventOf(exchange.incoming) === 'presence' && partner.presence.knows(target)) {
      partner.privacy.introduceFrom(exchange, person);
      openSingle(exchange, partner.presence);
    } else if (method === 'SERVICE' || method === 'SUBSCRIBE') {
      this.#partnerRefuses(exchange, partner);
    } else if (
      !partner.router.takes(exchange, person) &&
      !partner.relay.pass(exchange, person) &&
      !takesItself(partner, exchange)
    ) {
      this.#partnerRefuses(exchange, partner);
    }
  }

  #partnerRefuses(exchange: Exchange, partner: Site): void {
    const { target } = exchange.incoming;
    const isKnown = partner.directory.find(target) !== undefined;
    const source = partner.company.reported.edge;
    const gone = {
      status: 404,
      reason: 'Not Found',
      headers: [['ms-diagnostics', `1003;reason="User does not exist";source="${source}"`]],
    } as const;
    exchange.answer(isKnown ? { status: 480, reason: 'Temporarily Unavailable' } : gone);
  }

  /** Passed on to where the colleague is signed in; whoever exists and is not signed in is away from all endpoints. */
  #toColleague(exchange: Exchange, person: LabPerson): void {
    const { method, uri, target } = exchange.incoming;
    if (this.#site.relay.giveUp(exchange, person)) return;
    if (method === 'NOTIFY' || method === 'UPDATE' || method === 'INFO' || method === 'BYE') {
      exchange.answer({ status: 481, reason: 'Call Leg/Transaction Does Not Exist' });
    } else if (isConferencingUri(uri)) {
      const source = this.#site.company.reported.frontEnd;
      const diagnostics = `4007;reason="Resource unknown in this deployment";source="${source}"`;
      exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', diagnostics]] });
    } else if (
      this.#site.router.takes(exchange, person) ||
      this.#site.mediation.takes(exchange, person) ||
      this.#site.relay.pass(exchange, person) ||
      takesItself(this.#site, exchange)
    ) {
      return;
    } else if (this.#site.directory.find(target)) {
      exchange.answer({ status: 480, reason: 'Temporarily Unavailable' });
    } else {
      exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', noSuchUser(this.#site)]] });
    }
  }

  #isDialPlanDamaged(exchange: Exchange): boolean {
    const names = [this.#site.company.frontEnd.name, exchange.link.connection.server];
    return names.some((name) => this.#core.faultsOf(name).malformed === 'xml-dial-plan');
  }
}

/** Calls and messages for simulated people. */
function takesItself(site: Site, exchange: Exchange): boolean {
  return site.calls.takes(exchange) || site.simulated.takes(exchange);
}
