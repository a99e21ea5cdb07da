/** A fault that somebody chose, as a step of the lab's timeline. The lab checks it whole. */
import { type LabPlannedFault, labFaultKinds } from '../../../shared/model/lab-page.ts';

/** Throws a sentence for a kind that the layer does not have. */
export function stepOf({ layer, place, kind, atMs, afterMethod, forMs }: LabPlannedFault): object {
  const kinds: Readonly<Record<string, object>> = labFaultKinds[layer];
  const members = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!members) throw new Error(`There is no ${layer} fault "${kind}".`);
  return {
    atMs,
    fault: { layer, ...placeOf(layer, place), ...members },
    ...(afterMethod === undefined ? {} : { after: { received: afterMethod } }),
    ...(forMs === undefined ? {} : { forMs }),
  };
}

function placeOf(layer: LabPlannedFault['layer'], place: string): object {
  if (layer === 'media') return {};
  return layer === 'dns' ? { name: place } : { server: place };
}
