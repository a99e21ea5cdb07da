/** Which of what we are heard by in a meeting is this client's call: its server names it as it likes, so it is what came with the call. */
import type { SoundEndpoint } from '../../../protocol/roster/modalities.ts';

export class OwnSound {
  readonly #all: () => readonly SoundEndpoint[];
  #before: ReadonlySet<string> = new Set();
  #own: string | undefined;

  /** `all`: what the person is heard by now, as the roster tells. */
  constructor(all: () => readonly SoundEndpoint[]) {
    this.#all = all;
  }

  /** A call is about to be made: what is there already is another device of ours. */
  begin(): void {
    this.#before = new Set(this.#all().map(({ endpoint }) => endpoint));
    this.#own = undefined;
  }

  /** To be asked while the call stands. Undefined where it is not told yet, or cannot be told from another device that came with it. */
  find(): SoundEndpoint | undefined {
    const all = this.#all();
    const came = all.filter(({ endpoint }) => !this.#before.has(endpoint));
    const [only] = came;
    // Another one than before: that was a telephone, told of first and gone since. A roster that names nobody says nothing.
    if (only && came.length === 1) this.#own = only.endpoint;
    return all.find(({ endpoint }) => endpoint === this.#own);
  }
}
