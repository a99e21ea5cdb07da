/** A Director: finds out who somebody is and names the Front End where he is at home (protocol 2.6). */
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Site } from './site.ts';
import { noSuchUser } from './subscribe.ts';

/** Answers a request of one of the company's people: 301 to a REGISTER that proves who sends it, 480 to everything else. */
export function direct(exchange: Exchange, site: Site, core: LabCore): void {
  const { incoming } = exchange;
  const person = site.directory.find(incoming.from.address);
  if (!person) {
    exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', noSuchUser(site)]] });
    return;
  }
  if (!site.authenticator.admits(exchange)) return;
  exchange.fromName = person.displayName;
  const { frontEnd, reported } = site.company;
  if (incoming.method === 'REGISTER') {
    const home = `<sip:${frontEnd.name}:${core.tlsPortOf(frontEnd.name)};transport=tls>`;
    exchange.answer({ status: 301, reason: 'Redirect request to Home Server', headers: [['Contact', home]] });
  } else {
    const diagnostics = `4006;reason="User not found in pool";source="${reported.frontEnd}"`;
    exchange.answer({ status: 480, reason: 'Temporarily Unavailable', headers: [['ms-diagnostics', diagnostics]] });
  }
}
