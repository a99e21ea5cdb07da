/** The pictures of README and docs: each that is shown is made by `npm run pictures`, lies there for light and dark pages, and none lies there for nothing. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filesOf, pictureNames } from '../app/pictures/list.ts';
import { smallPng } from '../app/pictures/small-png.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'docs/pictures');
/** A clone should stay small. */
const mostBytes = 2_500_000;

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Every picture a page shows, as its file in docs/pictures. */
function shownIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/(?:src|srcset)="([^"]+\.png)"|!\[[^\]]*\]\(([^)]+\.png)\)/g)];
  return links.map(([, inTag, inText]) => relative(folder, resolve(root, dirname(page), inTag ?? inText ?? '')));
}

const made = pictureNames.flatMap((name) => [...filesOf(name)]).sort();

describe('pictures', () => {
  it('every one that is made is shown, for light pages and for dark ones, and no other', () => {
    expect([...new Set(pages.flatMap(shownIn))].sort()).toEqual(made);
  });

  it('all lie there, nothing else does, and together they are small', () => {
    const files = readdirSync(folder).sort();
    expect(files).toEqual(made);
    expect(files.reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0)).toBeLessThan(mostBytes);
  });

  it.each(pages.filter((page) => shownIn(page).length > 0))(
    '%s has a dark twin for each, and words for who cannot see',
    (page) => {
      const shown = shownIn(page);
      const light = shown.filter((file) => !file.endsWith('-dark.png'));
      expect(shown.filter((file) => file.endsWith('-dark.png'))).toEqual(
        light.map((file) => file.replace('.png', '-dark.png')),
      );
      const images = readFileSync(join(root, page), 'utf8').match(/<img [^>]*>/g) ?? [];
      expect(images).toHaveLength(light.length);
      for (const image of images) expect(image).toMatch(/ alt="[^"]{10,}"/);
    },
  );
});

const [width, height] = [4, 5];
/** Eight colours, over and over, in red, green and blue. */
const colours = Array.from({ length: width * height }, (_, at) => [(at % 8) * 30, 255 - (at % 8) * 20, (at % 3) * 100]);

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** What a filter takes from a byte. PNG 9.2 */
function predict(filter: number, left: number, above: number, corner: number): number {
  if (filter < 3) return [0, left, above][filter] ?? 0;
  if (filter === 3) return Math.floor((left + above) / 2);
  const away = [left, above, corner].map((each) => Math.abs(left + above - corner - each));
  return [left, above, corner][away.indexOf(Math.min(...away))] ?? 0;
}

/** A picture whose lines use all five filters. */
function filteredPng(): Buffer {
  const byte = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (colours[y * width + Math.floor(x / 3)]?.[x % 3] ?? 0));
  const lines = Array.from({ length: height }, (_, y) => [
    y,
    ...Array.from(
      { length: 3 * width },
      (_each, x) => (byte(x, y) - predict(y, byte(x - 3, y), byte(x, y - 1), byte(x - 3, y - 1)) + 256) % 256,
    ),
  ]);
  const head = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

describe('small pictures', () => {
  it('keep every colour where there are few, whatever filters the screenshot used', () => {
    const small = smallPng(filteredPng());
    const part = (type: string) => {
      const at = small.indexOf(type);
      return small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4));
    };
    expect([...part('IHDR')]).toEqual([0, 0, 0, width, 0, 0, 0, height, 8, 3, 0, 0, 0]);
    const palette = part('PLTE');
    const rows = inflateSync(part('IDAT'));
    const drawn = colours.map((_, at) => {
      const place = rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] ?? 0;
      return [...palette.subarray(3 * place, 3 * place + 3)];
    });
    expect(drawn).toEqual(colours);
  });

  it('are made of what Chromium writes alone', () => {
    expect(() => smallPng(Buffer.from('GIF89a'))).toThrow('no PNG');
  });
});
