/** Run by Electron: draws assets/icon.svg at each size and writes PNG files and the two containers made of them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 32, 48, 64, 128, 256];
/** The icns chunk types that take PNG data, by pixels. */
const ICNS_TYPES = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
]);

/**
 * @param {BrowserWindow} window
 * @param {string} svg
 * @param {number} size pixels
 * @returns {Promise<Buffer>} PNG
 */
async function draw(window, svg, size) {
  const source = JSON.stringify(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
  const url = await window.webContents.executeJavaScript(`(async () => {
    const image = new Image(${size}, ${size});
    image.src = ${source};
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} });
    canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size});
    return canvas.toDataURL('image/png');
  })()`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/**
 * Windows' container: a directory of 16-byte entries, then the pictures.
 * @param {readonly (readonly [size: number, png: Buffer])[]} pictures
 */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(([size, png], index) => {
    const at = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(([, png]) => png)]);
}

/**
 * Apple's container: typed chunks, lengths counting their own eight bytes.
 * @param {readonly (readonly [type: string, png: Buffer])[]} pictures
 */
function icns(pictures) {
  const chunk = (/** @type {string} */ type, /** @type {Buffer} */ body) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + body.length, 4);
    return Buffer.concat([head, body]);
  };
  return chunk('icns', Buffer.concat(pictures.map(([type, png]) => chunk(type, png))));
}

/** @param {string} assets */
async function drawAll(assets) {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<!doctype html>');
  const svg = await readFile(join(assets, 'icon.svg'), 'utf8');
  const png = (/** @type {number} */ size) => draw(window, svg, size);
  await mkdir(join(assets, 'icons'), { recursive: true });
  for (const size of LINUX_SIZES) await writeFile(join(assets, 'icons', `${size}x${size}.png`), await png(size));
  /** @type {[number, Buffer][]} */
  const forWindows = [];
  for (const size of ICO_SIZES) forWindows.push([size, await png(size)]);
  await writeFile(join(assets, 'icon.ico'), ico(forWindows));
  /** @type {[string, Buffer][]} */
  const forApple = [];
  for (const [type, size] of ICNS_TYPES) forApple.push([type, await png(size)]);
  await writeFile(join(assets, 'icon.icns'), icns(forApple));
}

// Not awaited at the top: `ready` comes only after this module has been loaded.
app
  .whenReady()
  .then(() => drawAll(process.argv.at(-1) ?? ''))
  .then(
    () => app.exit(0),
    (error) => {
      console.error(error);
      app.exit(1);
    },
  );
