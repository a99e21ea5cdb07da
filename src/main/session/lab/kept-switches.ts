/** What somebody set at the lab's switches, so that a lab which ended by itself gets it back when it is started again. */
import type { LabSetting } from '../../../shared/model/lab-page.ts';

/** The part of a lab's host that is used. */
interface Controls {
  control?(method: string, args: readonly unknown[]): Promise<unknown>;
}

/** More than anybody sets by hand; the oldest are forgotten. */
const MOST_SETTINGS = 1000;

export class KeptSwitches {
  /** One after another, as they were set: some take others along. */
  #settings: readonly LabSetting[] = [];

  remember(setting: LabSetting): void {
    const last = this.#settings.at(-1);
    const isLastAgain = last?.id === setting.id && last.target === setting.target;
    const before = isLastAgain ? this.#settings.slice(0, -1) : this.#settings;
    this.#settings = [...before, setting].slice(-MOST_SETTINGS);
  }

  forget(): void {
    this.#settings = [];
  }

  /** Sets a lab that just started; gives how many it did not take. */
  async restore({ control }: Controls): Promise<number> {
    let refused = 0;
    for (const { id, target, value } of this.#settings) {
      try {
        await control?.('switches.set', [id, target, value]);
      } catch {
        refused += 1;
      }
    }
    return refused;
  }
}
