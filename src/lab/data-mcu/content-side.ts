/** Everything of the lab that shows content in meetings, assembled for one topology. */
import type { Lab } from '../api.ts';
import type { Conference } from '../focus/conference.ts';
import type { Site } from '../frontend/site.ts';
import type { AcceptedStream } from '../net/endpoint.ts';
import type { LabCore } from '../net/listener.ts';
import { createContentControl } from './content-control.ts';
import { DataMcu } from './data-mcu.ts';
import { SlideStore } from './slide-store.ts';

export interface ContentSide extends Pick<Lab, 'content'> {
  /** A connection to a Web Conferencing Edge. */
  accept(accepted: AcceptedStream): void;
  /** The enciphered pages of a company; undefined for a domain that is none. */
  slidesOf(domain: string): SlideStore | undefined;
}

/** Gives every company a data MCU, a Web Conferencing Edge, and a place for its slides. */
export function createContentSide(core: LabCore, siteOf: (domain: string) => Site): ContentSide {
  const stores = new Map<string, SlideStore>();
  const byEdge = new Map<string, DataMcu>();
  const mcus: { readonly mcu: DataMcu; readonly site: Site }[] = [];
  for (const company of core.topology.companies) {
    const store = new SlideStore(core.random);
    const mcu = new DataMcu(core, company, store);
    const site = siteOf(company.domain);
    site.mcus.add(mcu);
    stores.set(company.domain, store);
    byEdge.set(company.webConferencing.name, mcu);
    mcus.push({ mcu, site });
  }
  const find = (id: string): { readonly mcu: DataMcu; readonly conference: Conference } => {
    for (const { mcu, site } of mcus) {
      const conference = site.meetings.byId(id)?.conference;
      if (conference) return { mcu, conference };
    }
    throw new Error(`The lab has no meeting ${id}`);
  };
  return {
    accept({ server, stream, remote }) {
      const mcu = byEdge.get(server);
      if (mcu) mcu.accept(stream, remote);
      else stream.destroy();
    },
    slidesOf: (domain) => stores.get(domain),
    content(id) {
      const { mcu, conference } = find(id);
      return createContentControl(mcu, conference);
    },
  };
}
