/** The pictures of the page: when each step ran, and the chain of a certificate. Inline SVG, coloured by the page's own variables. */
import type { ExaminedAddress } from '../../../../shared/model/examination.ts';
import type { ChainLink } from '../../../../shared/model/network.ts';
import type { SetupCheck } from '../../../../shared/model/setup-check.ts';
import { originWords, validityOf } from '../../../locales/certificates.ts';
import { milliseconds } from '../../../locales/format.ts';
import { reportTexts } from '../../../locales/setup-check.ts';
import { escaped } from './escape.ts';
import { wordsOfSteps } from './step-words.ts';

const width = 680;
const labelWidth = 272;
const rowHeight = 24;
const timeWidth = 70;

/** A bar for each step that ran, from its start to its end. */
export function timelinePicture(check: SetupCheck): string {
  const words = wordsOfSteps(check);
  const ran = check.steps.flatMap(({ startMs, durationMs }, index) => {
    const told = words[index];
    return told && told.shown !== 'skipped' && startMs !== undefined && durationMs !== undefined
      ? [{ startMs, durationMs, told }]
      : [];
  });
  const wholeMs = Math.max(1, ...ran.map(({ startMs, durationMs }) => startMs + durationMs));
  const room = width - labelWidth - timeWidth;
  const rows = ran.map(({ startMs, durationMs, told }, index) => {
    const x = labelWidth + (startMs / wholeMs) * room;
    const barWidth = Math.max(3, (durationMs / wholeMs) * room);
    const top = index * rowHeight;
    return `<text x="0" y="${top + 16}">${told.number}. ${escaped(shortened(told.title, 36))}</text>
<rect class="${told.shown}" x="${x.toFixed(1)}" y="${top + 5}" width="${barWidth.toFixed(1)}" height="14" rx="3"/>
<text class="quiet" x="${(x + barWidth + 6).toFixed(1)}" y="${top + 16}">${escaped(milliseconds(durationMs))}</text>`;
  });
  return svg(ran.length * rowHeight, reportTexts.timeline, rows.join('\n'));
}

const boxHeight = 58;
const boxGap = 22;
const boxWidth = 460;

/** The chain a certificate needs, the server on top, the root below; what is missing is drawn with a broken line. */
export function chainPicture({ peer, chain, failure }: ExaminedAddress): string {
  if (chain.length === 0) return '';
  const boxes = chain.map((link, index) => box(link, index, index === 0 && failure !== undefined));
  const arrows = chain.slice(1).map((_, index) => {
    const top = index * (boxHeight + boxGap) + boxHeight;
    return `<path class="arrow" d="M${boxWidth / 2} ${top + 2} v${boxGap - 8} m-5 -5 l5 6 l5 -6"/>`;
  });
  const height = chain.length * (boxHeight + boxGap) - boxGap + 2;
  return svg(height, `${reportTexts.chain}, ${peer}`, [...boxes, ...arrows].join('\n'));
}

function box({ origin, name, certificate }: ChainLink, index: number, isBad: boolean): string {
  const top = index * (boxHeight + boxGap) + 1;
  const kind = origin === 'missing' || isBad ? 'bad' : origin;
  const second = [originWords[origin], certificate && validityOf(certificate)].filter(Boolean).join(' · ');
  return `<rect class="box ${kind}" x="1" y="${top}" width="${boxWidth}" height="${boxHeight}" rx="6"/>
<text class="name" x="14" y="${top + 24}">${escaped(shortened(name, 56))}</text>
<text class="quiet" x="14" y="${top + 44}">${escaped(shortened(second, 70))}</text>`;
}

function svg(height: number, label: string, content: string): string {
  return `<svg role="img" aria-label="${escaped(label)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${content}
</svg>`;
}

function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
