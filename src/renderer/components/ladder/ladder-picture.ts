/** The ladder as a picture that stands by itself: SVG without scripts, links or fonts of its own. Pure. */

import type { Rung } from '../../../shared/ladder/drawing.ts';
import type { Lane } from '../../../shared/ladder/lanes.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';

/** Pixels. */
const [laneWidth, timeWidth, headHeight, rungHeight, noteHeight] = [190, 100, 48, 26, 28];
/** On white, whatever the window's theme: it is read elsewhere. */
const colours = { text: '#242424', quiet: '#616161', line: '#d1d1d1', arrow: '#0b6a72', refusal: '#b10e1c' };

/** The lanes and arrows in their order, as an SVG document; `note` stands below them. */
export function ladderPicture(lanes: readonly Lane[], rungs: readonly Rung[], note?: string): string {
  const columns = [{ whose: '', server: texts.you }, ...lanes];
  const width = timeWidth + columns.length * laneWidth;
  const foot = headHeight + rungs.length * rungHeight + 12;
  const height = foot + (note === undefined ? 0 : noteHeight);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ' font-family="sans-serif" font-size="12">',
    `<title>${escaped(texts.ladder)}</title><rect width="100%" height="100%" fill="#ffffff"/>`,
    ...columns.map((column, place) => headOf(column, place, foot)),
    ...rungs.map(arrowOf),
    ...(note === undefined ? [] : [`<text x="4" y="${foot + 16}" fill="${colours.text}">${escaped(note)}</text>`]),
    '</svg>\n',
  ].join('');
}

const middleOf = (place: number) => timeWidth + place * laneWidth + laneWidth / 2;

function headOf(column: { readonly whose?: string; readonly server: string }, place: number, height: number): string {
  const x = middleOf(place);
  return [
    `<text x="${x}" y="16" text-anchor="middle" fill="${colours.quiet}">${escaped(column.whose ?? '')}</text>`,
    `<text x="${x}" y="34" text-anchor="middle" fill="${colours.text}" font-weight="bold">${escaped(short(column.server))}</text>`,
    `<line x1="${x}" y1="${headHeight - 6}" x2="${x}" y2="${height}" stroke="${colours.line}"/>`,
  ].join('');
}

function arrowOf(rung: Rung, index: number): string {
  const y = headHeight + index * rungHeight + 20;
  const [you, near, far] = [middleOf(0), middleOf(rung.near), middleOf(rung.far)];
  const colour = rung.isRefusal ? colours.refusal : colours.arrow;
  const [tip, back] = rung.direction === 'sent' ? [far, -8] : [you, 8];
  return [
    `<text x="4" y="${y}" fill="${colours.quiet}">${rung.time}</text>`,
    `<text x="${you + 12}" y="${y - 5}" fill="${rung.isRefusal ? colours.refusal : colours.text}">${escaped(rung.name.slice(0, 80))}</text>`,
    `<line x1="${you}" y1="${y}" x2="${near}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
    rung.far === rung.near
      ? ''
      : `<line x1="${near}" y1="${y}" x2="${far}" y2="${y}" stroke="${colour}" stroke-width="2" stroke-dasharray="3 4"/>`,
    `<path d="M${tip} ${y}l${back} -4v8z" fill="${colour}"/>`,
  ].join('');
}

/** As much of a name as fits over a lane. */
const short = (name: string) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);

function escaped(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
