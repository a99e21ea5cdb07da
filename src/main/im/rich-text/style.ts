/** The few looks that a style or a `<font>` may give to text; everything else in them is passed over unread. */
import type { RunLooks } from './rich-text-builder.ts';

const longestStyle = 2000;
const mostDeclarations = 40;
const named: Readonly<Record<string, string>> = {
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  red: '#ff0000',
  maroon: '#800000',
  yellow: '#ffff00',
  olive: '#808000',
  lime: '#00ff00',
  green: '#008000',
  aqua: '#00ffff',
  teal: '#008080',
  blue: '#0000ff',
  navy: '#000080',
  fuchsia: '#ff00ff',
  purple: '#800080',
  orange: '#ffa500',
};
/** Points of `<font size="1">` to 7. */
const fontSizes = [8, 10, 12, 14, 18, 24, 36];
/** The size of text that nobody gave one. */
const usualSize = 10;

/** `looks` with what a `style` attribute changes. */
export function withStyle(looks: RunLooks, style: string): RunLooks {
  let next = looks;
  for (const declaration of style.slice(0, longestStyle).split(';', mostDeclarations)) {
    const colon = declaration.indexOf(':');
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const apply = colon < 0 ? undefined : properties.get(declaration.slice(0, colon).trim().toLowerCase());
    if (apply) next = apply(next, value);
  }
  return next;
}

/** `looks` with the attributes of `<font>`. */
export function withFont(looks: RunLooks, attributes: Readonly<Record<string, string>>): RunLooks {
  const size = /^[1-7]$/.test(attributes.size ?? '') ? fontSizes[Number(attributes.size) - 1] : undefined;
  const coloured = attributes.color === undefined ? looks : withColour(looks, attributes.color.trim().toLowerCase());
  return size === undefined ? coloured : withSize(coloured, size);
}

type Apply = (looks: RunLooks, value: string) => RunLooks;

const properties: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['color', withColour],
  ['font-weight', (looks, value) => withFlag(looks, 'bold', /^(?:bold|bolder|[6-9]00)$/.test(value))],
  ['font-style', (looks, value) => withFlag(looks, 'italic', /^(?:italic|oblique)$/.test(value))],
  ['text-decoration', withDecoration],
  ['text-decoration-line', withDecoration],
  ['font-size', withSizeText],
]);

/** `looks` with a mark set or taken away. */
export function withFlag(looks: RunLooks, flag: 'bold' | 'italic' | 'underline' | 'strike', isOn: boolean): RunLooks {
  if (isOn) return { ...looks, [flag]: true };
  const { [flag]: _off, ...rest } = looks;
  return rest;
}

function withDecoration(looks: RunLooks, value: string): RunLooks {
  const underlined = value.includes('underline') ? withFlag(looks, 'underline', true) : looks;
  return value.includes('line-through') ? withFlag(underlined, 'strike', true) : underlined;
}

/** Black is what text is where nobody says otherwise: on a dark background it must not stay black. */
function withColour(looks: RunLooks, value: string): RunLooks {
  const { colour: _outer, ...rest } = looks;
  const colour = colourOf(value);
  if (colour === undefined) return looks;
  return colour === '#000000' ? rest : { ...rest, colour };
}

function colourOf(value: string): string | undefined {
  if (value === 'black') return '#000000';
  if (Object.hasOwn(named, value)) return named[value];
  if (/^#[0-9a-f]{6}$/.test(value)) return value;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(value);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit.repeat(2))
      .join('')}`;
  const rgb =
    /^rgba?\(\s{0,4}(\d{1,3})\s{0,4},\s{0,4}(\d{1,3})\s{0,4},\s{0,4}(\d{1,3})\s{0,4}(?:,[\d.\s]{0,8})?\)$/.exec(value);
  return rgb ? `#${rgb.slice(1, 4).map(hexOf).join('')}` : undefined;
}

function hexOf(decimal: string): string {
  return Math.min(255, Number(decimal)).toString(16).padStart(2, '0');
}

function withSizeText(looks: RunLooks, value: string): RunLooks {
  const [, number, unit] = /^(\d{1,3}(?:\.\d{1,3})?)(pt|px)$/.exec(value) ?? [];
  if (number === undefined) return looks;
  return withSize(looks, unit === 'px' ? Number(number) * 0.75 : Number(number));
}

function withSize(looks: RunLooks, points: number): RunLooks {
  const { size: _outer, ...rest } = looks;
  const size = Math.round(Math.min(36, Math.max(6, points)));
  return size === usualSize ? rest : { ...rest, size };
}
