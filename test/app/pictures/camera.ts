/** Takes each picture twice, for light and for dark pages, and knows which have been taken. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Offhook } from '../offhook.ts';
import { filesOf, type PictureName, pictureNames } from './list.ts';
import { smallPng } from './small-png.ts';
import { patience } from './stage.ts';

export interface Camera {
  /** Takes what the window shows, once nothing in it loads any more. Rejects where it keeps loading, or has the picture already. */
  shoot(offhook: Offhook, name: PictureName): Promise<void>;
  /** The pictures nobody took. */
  missing(): readonly PictureName[];
}

/** Writes into the folder, and says each file with its size in bytes. */
export function createCamera(folder: string, onWritten: (file: string, size: number) => void): Camera {
  const taken = new Set<PictureName>();
  return {
    async shoot({ window }, name) {
      if (taken.has(name)) throw new Error(`${name} was taken already`);
      await expect(window.getByRole('progressbar')).toHaveCount(0, patience);
      // Where no row or button stands, so that none is lit.
      await window.mouse.move(0, 0);
      const [light, dark] = filesOf(name);
      for (const [file, colorScheme] of [
        [light, 'light'],
        [dark, 'dark'],
      ] as const) {
        await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(window.locator('html')).toHaveCSS('color-scheme', colorScheme, patience);
        const png = smallPng(await window.screenshot({ animations: 'disabled', caret: 'hide' }));
        writeFileSync(join(folder, file), png);
        onWritten(file, png.length);
      }
      await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      taken.add(name);
    },
    missing: () => pictureNames.filter((name) => !taken.has(name)),
  };
}
