/** The content of a meeting in the hands of testers. */
import type { Conference } from '../focus/conference.ts';
import { badFrame } from './bad-frames.ts';
import { Board } from './board.ts';
import type { DataMcu } from './data-mcu.ts';
import { Deck } from './deck.ts';
import { drawMany, showSamples } from './first-content.ts';
import type { Item } from './item-object.ts';
import type { LabContentControl } from './settings.ts';

/** The controls of one meeting's content; each takes effect before it returns. */
export function createContentControl(mcu: DataMcu, conference: Conference): LabContentControl {
  const content = mcu.contentOf(conference);
  const { room } = content;
  const organizer = { who: conference.plan.organizerUri, by: conference.plan.organizerName };
  return {
    change(patch) {
      content.change(patch);
      if (patch.attendeesMayDraw !== undefined) content.tellRights();
    },
    viewers: () => room.viewers.map(({ who }) => who),
    items: () => room.items.map(describe),
    showSlides: (title, pages) => showSamples(room, title, pages, organizer),
    addStrokes: (count) => drawMany(room, count, organizer),
    sendMalformed(fault) {
      const { bytes, isLast } = badFrame(fault);
      for (const connection of [...content.connections.keys()]) connection.sendRaw(bytes, isLast);
    },
    disconnect: (how) => content.disconnect(how === 'moved' ? 'moved' : undefined),
  };
}

function describe(item: Item): string {
  if (item instanceof Deck) return `${item.id} slides, ${item.paths.length} pages: ${item.title}`;
  if (item instanceof Board) return `${item.id} whiteboard, ${item.strokes.length} strokes: ${item.title}`;
  return `${item.id} poll, ${item.count().join(' to ')}: ${item.question}`;
}
