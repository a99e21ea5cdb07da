/** A provisioning document sorted into the sections people read. (mission F27) */
import {
  type ProvisioningEntry,
  type ProvisioningSection,
  type SectionId,
  sectionIds,
} from '../../shared/model/provisioning.ts';
import { placeOf } from './known-keys.ts';
import type { ProvisionDocument } from './read.ts';

/** In all of a document; the reader bounds each group already. */
const MOST_ENTRIES = 3000;
/** What a window can show of one. */
const LONGEST_VALUE = 2048;

/** All sections in their order, each with its settings in the document's order. */
export function sectionsOf(document: ProvisionDocument): readonly ProvisioningSection[] {
  const bySection = new Map<SectionId, ProvisioningEntry[]>(sectionIds.map((id) => [id, []]));
  let count = 0;
  for (const group of document.groups) {
    for (const { key, value } of group.entries) {
      if (count === MOST_ENTRIES) break;
      count += 1;
      const { section, known } = placeOf(group.name, key);
      bySection.get(section)?.push({ group: group.name, key, value: value.slice(0, LONGEST_VALUE), known });
    }
  }
  return sectionIds.map((id) => ({ id, entries: bySection.get(id) ?? [] }));
}
