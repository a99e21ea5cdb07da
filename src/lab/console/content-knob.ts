/** `content ID …`: what a meeting shows, and what goes wrong with it. */
import type { Lab } from '../api.ts';
import { edgeFaults, frameFaults, type LabContentControl, slideFaults, tokenFaults } from '../data-mcu/settings.ts';
import { nothingMore, numberFrom, oneOf, switchFrom } from './words.ts';

const readNoWord: readonly string[] = ['items', 'viewers', 'lost', 'moved'];

/** Throws a sentence for an unknown meeting, action or value. */
export function setContent(lab: Lab, [id = '', action = '', ...words]: readonly string[]): string {
  const content = lab.content(id);
  if (action !== 'slides') nothingMore(words.slice(readNoWord.includes(action) ? 0 : 1));
  return `${id}: ${look(content, action) ?? show(content, action, words) ?? spoil(content, action, words[0])}`;
}

function look(content: LabContentControl, action: string): string | undefined {
  if (action === 'items') return content.items().join('\n  ') || 'nothing but questions.';
  if (action === 'viewers') return content.viewers().join(', ') || 'nobody looks on.';
  return undefined;
}

function show(content: LabContentControl, action: string, [value, ...rest]: readonly string[]): string | undefined {
  switch (action) {
    case 'slides': {
      const title = rest.join(' ') || 'Slides';
      return `${content.showSlides(title, numberFrom(value))} shows ${value} pages.`;
    }
    case 'strokes':
      content.addStrokes(numberFrom(value));
      return `${value} strokes drawn.`;
    case 'draw':
      content.change({ attendeesMayDraw: switchFrom(value) });
      return `attendees ${value === 'on' ? 'may' : 'may not'} draw.`;
    case 'expire':
      content.change({ tokenSeconds: numberFrom(value) });
      return `tokens are good for ${value} seconds.`;
    default:
      return undefined;
  }
}

function spoil(content: LabContentControl, action: string, value: string | undefined): string {
  switch (action) {
    case 'token':
      content.change({ token: faultFrom(tokenFaults, value) });
      return `tokens given from now on: ${value}.`;
    case 'edge':
      content.change({ edge: faultFrom(edgeFaults, value) });
      return `the Web Conferencing Edge: ${value}.`;
    case 'pages':
      content.change({ slides: faultFrom(slideFaults, value) });
      return `pages: ${value}.`;
    case 'slow':
      content.change({ pageDelayMs: numberFrom(value) });
      return `pages come after ${value} ms.`;
    case 'answers':
      content.change({ answerDelayMs: value === 'never' ? undefined : numberFrom(value) });
      return `answers: ${value}.`;
    case 'malformed':
      content.sendMalformed(oneOf(frameFaults, value));
      return `everybody got a bad frame: ${value}.`;
    case 'lost':
    case 'moved':
      content.disconnect(action);
      return `connections ended: ${action}.`;
    default:
      throw new Error(`"${action}" is nothing content can do.`);
  }
}

function faultFrom<T extends string>(faults: readonly T[], value: string | undefined): T | undefined {
  return value === 'none' ? undefined : oneOf(faults, value);
}
