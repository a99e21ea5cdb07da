/** What tests and testers do with calls. */
import type { Site } from '../frontend/site.ts';
import { publishRouting, routingText } from '../routing/other-program.ts';
import type { CallDesk } from './call-desk.ts';
import type { LabCall } from './lab-call.ts';
import { change, setHeld, transfer } from './script.ts';
import type { LabCallControl } from './settings.ts';

/** Numbers belong to the company that is called; everybody else to his own. */
export function createCallControl(siteOf: (address: string) => Site, sites: () => readonly Site[]): LabCallControl {
  const find = (id: string): { readonly desk: CallDesk; readonly call: LabCall } => {
    for (const { calls: desk } of sites()) {
      const call = desk.call(id);
      if (call) return { desk, call };
    }
    throw new Error(`The lab has no call ${id}`);
  };
  return {
    list: () => sites().flatMap(({ calls }) => calls.list()),
    from(party, to, wish = {}) {
      const desk = siteOf(party.startsWith('+') ? to : party).calls;
      const call = desk.place(party, to, { wish });
      if (!call) throw new Error(`Nobody is signed in as ${to}`);
      return call.who.id;
    },
    cancel(id, why) {
      find(id).desk.giveUp(id, why === 'elsewhere');
    },
    hangUp: (id) => find(id).call.hangUp(),
    hold: (id, isHeld) => setHeld(find(id).call, isHeld),
    addVideo: (id) => change(find(id).call, { video: true }),
    sendDigits(id, digits) {
      find(id).call.media?.sendDigits(digits);
    },
    transfer: (id, to) => transfer(find(id).call, to),
    setPhone: (address, manner) => siteOf(address).calls.setPhone(address, manner === 'none' ? undefined : manner),
    setMixer: (domain, faults) => siteOf(domain).av.setFaults(faults),
    setMediaFaults(faults, party) {
      for (const { calls } of sites()) calls.setMediaFaults(faults, party);
    },
    mediaFaults: () => sites()[0]?.calls.mediaFaults() ?? {},
    rebind: (id) => find(id).call.media?.rebind(),
    setMediaRelay(domain, isThere) {
      const { mediaRelay } = siteOf(domain);
      mediaRelay.isThere = isThere !== false;
      mediaRelay.isSilent = isThere === 'silent';
    },
    setTimes(times) {
      for (const { calls } of sites()) calls.setTimes(times);
    },
    setRouting: (address, document, how) => publishRouting(siteOf(address).presence, address, { document, how }),
    routingOf: (address) => routingText(siteOf(address).presence, address),
  };
}
