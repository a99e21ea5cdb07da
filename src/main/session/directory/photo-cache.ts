/** Photos in memory, the newest used kept: bounded by number and by bytes. Nothing of them is written down. */
import type { Photo } from '../../../shared/model/directory.ts';

const mostPhotos = 500;
const mostBytes = 16 * 1024 * 1024;

export class PhotoCache {
  readonly #photos = new Map<string, Photo | 'none'>();
  #bytes = 0;

  /** By key; a photo that is found becomes the newest. */
  get(key: string): Photo | 'none' | undefined {
    const photo = this.#photos.get(key);
    if (photo === undefined) return undefined;
    this.#photos.delete(key);
    this.#photos.set(key, photo);
    return photo;
  }

  put(key: string, photo: Photo | 'none'): void {
    this.remove(key);
    this.#photos.set(key, photo);
    this.#bytes += sizeOf(photo);
    for (const oldest of this.#photos.keys()) {
      if (this.#photos.size <= mostPhotos && this.#bytes <= mostBytes) return;
      this.remove(oldest);
    }
  }

  remove(key: string): void {
    this.#bytes -= sizeOf(this.#photos.get(key) ?? 'none');
    this.#photos.delete(key);
  }

  clear(): void {
    this.#photos.clear();
    this.#bytes = 0;
  }
}

function sizeOf(photo: Photo | 'none'): number {
  return photo === 'none' ? 0 : photo.base64.length;
}
